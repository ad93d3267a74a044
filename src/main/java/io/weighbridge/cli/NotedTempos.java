package io.weighbridge.cli;

import io.weighbridge.alerts.AlertNotes;
import io.weighbridge.chain.Netuid;
import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tempos of subnets, as the last run saw them: commands that ask no node know them from there. */
final class NotedTempos {

    private static final Logger LOG = LoggerFactory.getLogger(NotedTempos.class);
    private static final String TOPIC = "tempos";
    private static final String NUMBER = "\\d{1,5}";

    private NotedTempos() {}

    /** What is noted, in blocks. */
    static Map<Netuid, Integer> read(Store store) {
        Map<Netuid, Integer> tempos = new HashMap<>();
        store.notes(TOPIC).forEach((netuid, tempo) -> {
            if (netuid.matches(NUMBER) && tempo.matches(NUMBER)) {
                tempos.put(new Netuid(Integer.parseInt(netuid)), Integer.parseInt(tempo));
            }
        });
        return tempos;
    }

    /** Notes tempos beside those of other subnets. To be asked for again is all that a note that is missing costs. */
    static void write(AlertNotes notes, Map<Netuid, Integer> found) {
        try {
            var tempos = new HashMap<>(notes.read(TOPIC));
            found.forEach((netuid, tempo) -> tempos.put(netuid.toString(), tempo.toString()));
            notes.write(TOPIC, tempos);
        } catch (StoreException e) {
            LOG.debug("the tempos were not noted", e);
        }
    }
}
