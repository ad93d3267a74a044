package io.weighbridge.runtime;

/**
 * A call: what an extrinsic asks the runtime to do.
 *
 * @param pallet the pallet's name
 * @param name the call's name
 * @param palletIndex the pallet's index, 0 to 255
 * @param callIndex the call's index in its pallet, 0 to 255
 * @param args the arguments, by name
 */
public record Call(String pallet, String name, int palletIndex, int callIndex, Value.Fields args) {

    /** {@code SubtensorModule.set_weights}. */
    public String qualifiedName() {
        return pallet + "." + name;
    }

    /** Whether this is that call. */
    public boolean is(String itsPallet, String itsName) {
        return name.equals(itsName) && pallet.equals(itsPallet);
    }

    /** The argument of that name. */
    public Value arg(String argument) {
        return args.get(argument);
    }
}
