package io.weighbridge.cli.doctor;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.source.ChainSource;
import io.weighbridge.weights.Tracked;
import java.util.ArrayList;
import java.util.List;

/** Whether a hotkey may set weights on its subnet, and has done so of late. */
public final class HotkeyCheck {

    private static final int MOST = 16;
    private static final int OVERDUE_TEMPOS = 3;

    private HotkeyCheck() {}

    /** Asks a node about every named hotkey on every named subnet, up to {@value #MOST} of them. Blocks. */
    public static List<Finding> of(ChainSource source, EndpointCheck.Head head, Tracked tracked) {
        var findings = new ArrayList<Finding>();
        int asked = 0;
        for (Netuid netuid : tracked.netuids()) {
            for (AccountId hotkey : tracked.hotkeys()) {
                if (asked++ < MOST) {
                    findings.addAll(judge(Neuron.ask(source, head, hotkey, netuid)));
                }
            }
        }
        return findings;
    }

    static List<Finding> judge(Neuron neuron) {
        String subject = "hotkey on netuid " + neuron.netuid();
        String who = neuron.hotkey().ss58();
        if (!neuron.subnetExists()) {
            return List.of(
                    Finding.fault(subject, "there is no subnet " + neuron.netuid(), "check --netuid and --network"));
        }
        if (neuron.uid().isEmpty()) {
            return List.of(
                    neuron.ownedHotkeys() > 0
                            ? Finding.fault(
                                    subject,
                                    who + " is a coldkey, which owns " + neuron.ownedHotkeys() + " hotkeys",
                                    "give the hotkey as --hotkey: 'btcli wallet list' shows it")
                            : Finding.fault(
                                    subject,
                                    who + " is not registered on netuid " + neuron.netuid(),
                                    "check --hotkey, --netuid and --network; if it was deregistered, register it again"));
        }
        var findings = new ArrayList<Finding>();
        String registration = who + " is uid " + neuron.uid().get();
        findings.add(
                neuron.permitted()
                        ? Finding.ok(subject, registration + ", with a validator's permit")
                        : Finding.fault(
                                subject,
                                registration + " without a validator's permit: its weights are refused with"
                                        + " NeuronNoValidatorPermit",
                                "more stake is needed; the permit comes with an epoch"));
        neuron.sinceUpdate().ifPresent(blocks -> findings.add(update(subject, neuron.tempo(), blocks)));
        if (neuron.commitReveal()) {
            findings.add(
                    Finding.note(subject, "commit-reveal is on: weights are committed first and count when revealed"));
        }
        return findings;
    }

    private static Finding update(String subject, int tempo, long blocks) {
        String text = "weights were last set or committed " + blocks + " blocks ago, at a tempo of " + tempo;
        return tempo > 0 && blocks > (long) OVERDUE_TEMPOS * tempo
                ? Finding.warning(
                        subject,
                        text,
                        "look at the validator's log; 'weighbridge history --since 1d' tells why attempts failed")
                : Finding.ok(subject, text);
    }
}
