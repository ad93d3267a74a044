package io.weighbridge.metadata;

import io.weighbridge.metadata.TypeDef.Field;
import io.weighbridge.metadata.TypeDef.Parameter;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeDef.Variant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists where two metadata describe different things. Type ids may differ: two types are the same if they look the same
 * and refer to the same types at the same places. Pallet docs and what only one version tells are left out.
 */
final class SameMetadata {

    private final TypeRegistry left;
    private final TypeRegistry right;
    private final Set<Pair> seen = new HashSet<>();
    private final Deque<Pair> todo = new ArrayDeque<>();
    private final List<String> differences = new ArrayList<>();

    private record Pair(int left, int right) {}

    private SameMetadata(TypeRegistry left, TypeRegistry right) {
        this.left = left;
        this.right = right;
    }

    static List<String> differences(Metadata left, Metadata right) {
        var same = new SameMetadata(left.types(), right.types());
        same.all("pallets", left.pallets(), right.pallets(), same::pallet);
        same.extrinsic(left.extrinsic(), right.extrinsic());
        same.types();
        return same.differences;
    }

    private interface Comparison<T> {
        void compare(String where, T left, T right);
    }

    private <T> void all(String where, List<T> left, List<T> right, Comparison<T> comparison) {
        equal(where + ".size", left.size(), right.size());
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            comparison.compare(where + "[" + i + "]", left.get(i), right.get(i));
        }
    }

    private void equal(String where, Object one, Object other) {
        if (!one.equals(other)) {
            differences.add(where + ": " + one + " / " + other);
        }
    }

    private void type(String where, int one, int other) {
        if (one == Metadata.NO_TYPE || other == Metadata.NO_TYPE) {
            equal(where, one, other);
        } else if (seen.add(new Pair(one, other))) {
            todo.add(new Pair(one, other));
        }
    }

    private void pallet(String where, Pallet one, Pallet other) {
        equal(where, one.name(), other.name());
        equal(where + ".index", one.index(), other.index());
        equal(where + ".prefix", one.storagePrefix(), other.storagePrefix());
        all(where + ".storage", one.storage(), other.storage(), this::storageItem);
        type(where + ".calls", one.callType(), other.callType());
        type(where + ".events", one.eventType(), other.eventType());
        type(where + ".errors", one.errorType(), other.errorType());
        all(where + ".constants", one.constants(), other.constants(), this::constant);
    }

    private void storageItem(String where, StorageItem one, StorageItem other) {
        equal(where, one.name(), other.name());
        equal(where + ".optional", one.optional(), other.optional());
        equal(where + ".hashers", one.hashers(), other.hashers());
        all(where + ".keys", one.keyTypes(), other.keyTypes(), this::type);
        type(where + ".key", one.keyType(), other.keyType());
        type(where + ".value", one.valueType(), other.valueType());
        equal(where + ".default", one.defaultValue(), other.defaultValue());
        equal(where + ".docs", one.docs(), other.docs());
    }

    private void constant(String where, Constant one, Constant other) {
        equal(where, one.name(), other.name());
        type(where + ".type", one.type(), other.type());
        equal(where + ".value", one.value(), other.value());
        equal(where + ".docs", one.docs(), other.docs());
    }

    private void extrinsic(ExtrinsicFormat one, ExtrinsicFormat other) {
        equal("extrinsic.version", one.versions().get(0), other.versions().get(0));
        type("extrinsic.address", one.addressType(), other.addressType());
        type("extrinsic.call", one.callType(), other.callType());
        type("extrinsic.signature", one.signatureType(), other.signatureType());
        all(
                "extrinsic.extensions",
                one.extensions(0).orElseThrow(),
                other.extensions(0).orElseThrow(),
                (where, mine, theirs) -> {
                    equal(where, mine.name(), theirs.name());
                    type(where + ".type", mine.type(), theirs.type());
                    type(where + ".additional", mine.additionalType(), theirs.additionalType());
                });
    }

    private void types() {
        while (!todo.isEmpty()) {
            Pair pair = todo.remove();
            TypeDef one = left.type(pair.left);
            TypeDef other = right.type(pair.right);
            String where = "type " + pair.left + "/" + pair.right + " " + one.path();
            equal(where + ".path", one.path(), other.path());
            equal(where + ".docs", one.docs(), other.docs());
            all(where + ".parameters", one.parameters(), other.parameters(), this::parameter);
            if (one.shape().getClass() == other.shape().getClass()) {
                one.shape().match(new Shapes(where, other.shape()));
            } else {
                differences.add(where + ": " + one.shape() + " / " + other.shape());
            }
        }
    }

    private void parameter(String where, Parameter one, Parameter other) {
        equal(where, one.name(), other.name());
        type(where, one.type(), other.type());
    }

    private void field(String where, Field one, Field other) {
        equal(where + ".name", one.name(), other.name());
        equal(where + ".typeName", one.typeName(), other.typeName());
        equal(where + ".docs", one.docs(), other.docs());
        type(where, one.type(), other.type());
    }

    private void variant(String where, Variant one, Variant other) {
        equal(where + ".name", one.name(), other.name());
        equal(where + ".index", one.index(), other.index());
        equal(where + ".docs", one.docs(), other.docs());
        all(where + ".fields", one.fields(), other.fields(), this::field);
    }

    /** Compares a shape with another one of the same class. */
    private final class Shapes implements Shape.Cases<Boolean> {

        private final String where;
        private final Shape other;

        private Shapes(String where, Shape other) {
            this.where = where;
            this.other = other;
        }

        @Override
        public Boolean composite(Shape.Composite shape) {
            all(where + ".fields", shape.fields(), ((Shape.Composite) other).fields(), SameMetadata.this::field);
            return true;
        }

        @Override
        public Boolean enumeration(Shape.Enumeration shape) {
            all(where, shape.variants(), ((Shape.Enumeration) other).variants(), SameMetadata.this::variant);
            return true;
        }

        @Override
        public Boolean sequence(Shape.Sequence shape) {
            type(where, shape.element(), ((Shape.Sequence) other).element());
            return true;
        }

        @Override
        public Boolean array(Shape.Array shape) {
            equal(where + ".length", shape.length(), ((Shape.Array) other).length());
            type(where, shape.element(), ((Shape.Array) other).element());
            return true;
        }

        @Override
        public Boolean tuple(Shape.Tuple shape) {
            all(where, shape.elements(), ((Shape.Tuple) other).elements(), SameMetadata.this::type);
            return true;
        }

        @Override
        public Boolean primitive(Shape.Primitive shape) {
            equal(where, shape, other);
            return true;
        }

        @Override
        public Boolean compact(Shape.Compact shape) {
            type(where, shape.inner(), ((Shape.Compact) other).inner());
            return true;
        }

        @Override
        public Boolean bitSequence(Shape.BitSequence shape) {
            type(where, shape.store(), ((Shape.BitSequence) other).store());
            type(where, shape.order(), ((Shape.BitSequence) other).order());
            return true;
        }
    }
}
