package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.DerivedAccounts;
import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value;
import java.util.ArrayList;
import java.util.List;

/** The signatories of a multisig: the caller and the others that the call names. */
final class Signatories {

    private Signatories() {}

    static Caller multisig(Call call, Caller caller, int threshold) {
        if (!(caller instanceof Caller.Signed signed)) {
            return Caller.Unknown.UNKNOWN;
        }
        List<AccountId> signatories = new ArrayList<>();
        signatories.add(signed.account());
        call.arg("other_signatories").asList().stream().map(Value::asAccount).forEach(signatories::add);
        return new Caller.Signed(DerivedAccounts.multisig(signatories, threshold));
    }
}
