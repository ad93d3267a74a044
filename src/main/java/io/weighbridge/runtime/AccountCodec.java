package io.weighbridge.runtime;

import io.weighbridge.chain.AccountId;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/** {@code sp_core::crypto::AccountId32}: 32 bytes. */
enum AccountCodec implements Codec {
    ACCOUNT;

    @Override
    public Value decode(ScaleReader in) {
        return new Value.Account(new AccountId(in.bytes(AccountId.SIZE)));
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        out.bytes(value.asAccount().bytes());
    }

    @Override
    public int leastSize() {
        return AccountId.SIZE;
    }

    @Override
    public boolean isPlain() {
        return true;
    }
}
