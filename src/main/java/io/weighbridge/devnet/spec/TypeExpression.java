package io.weighbridge.devnet.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A type as it is spelled in a {@link Signature}; its text is canonical, so equal types have equal texts. */
sealed interface TypeExpression {

    /**
     * A name, perhaps with arguments: {@code u16}, {@code Vec<u8>}.
     *
     * @param name the name
     * @param arguments the arguments; empty where it has none
     */
    record Named(String name, List<TypeExpression> arguments) implements TypeExpression {

        /** Copies the arguments. */
        public Named {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return arguments.isEmpty() ? name : name + "<" + joined(arguments) + ">";
        }
    }

    /**
     * Values one after another: {@code (u16, u16)}.
     *
     * @param elements their types
     */
    record TupleOf(List<TypeExpression> elements) implements TypeExpression {

        /** Copies the elements. */
        public TupleOf {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return "(" + joined(elements) + ")";
        }
    }

    /**
     * A fixed number of elements: {@code [u8; 32]}.
     *
     * @param element their type
     * @param length how many
     */
    record ArrayOf(TypeExpression element, int length) implements TypeExpression {

        @Override
        public String toString() {
            return "[" + element + "; " + length + "]";
        }
    }

    private static String joined(List<TypeExpression> types) {
        return types.stream().map(TypeExpression::toString).collect(Collectors.joining(", "));
    }
}
