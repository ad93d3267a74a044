package io.weighbridge.devnet.spec;

import io.weighbridge.devnet.spec.TypeExpression.ArrayOf;
import io.weighbridge.devnet.spec.TypeExpression.Named;
import io.weighbridge.devnet.spec.TypeExpression.TupleOf;
import java.util.ArrayList;
import java.util.List;

/**
 * What calls, events, variants and structs are written down as, nearly as in the pallets' own source:
 *
 * <pre>
 * signature = name [ "(" fields ")" ]
 * fields    = [ field { "," field } ]
 * field     = [ name ":" ] type
 * type      = name [ "&lt;" type { "," type } "&gt;" ]  |  "(" [ type { "," type } ] ")"  |  "[" type ";" number "]"
 * </pre>
 *
 * @param name the name before the parenthesis
 * @param fields what stands inside
 */
record Signature(String name, List<Field> fields) {

    /** Copies the fields. */
    Signature {
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param name its name; empty where it has none
     * @param type its type
     */
    record Field(String name, TypeExpression type) {}

    /**
     * Reads a signature.
     *
     * @throws IllegalArgumentException if the text is none; the message points at the place
     */
    static Signature parse(String text) {
        var reader = new Reader(text);
        String name = reader.word();
        List<Field> fields = reader.take('(') ? reader.fields(')') : List.of();
        reader.expectEnd();
        return new Signature(name, fields);
    }

    /** Reads the fields of a struct, without name and parentheses. */
    static List<Field> parseFields(String text) {
        return parse("struct(" + text + ")").fields();
    }

    /** Reads a type on its own. */
    static TypeExpression parseType(String text) {
        var reader = new Reader(text);
        TypeExpression type = reader.type();
        reader.expectEnd();
        return type;
    }

    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Field> fields(char end) {
            var fields = new ArrayList<Field>();
            while (!take(end)) {
                int start = at;
                boolean named = Character.isJavaIdentifierStart(peek()) && !word().isEmpty() && take(':');
                String name = named ? text.substring(start, at - 1).strip() : "";
                at = named ? at : start;
                fields.add(new Field(name, type()));
                separate(end);
            }
            return fields;
        }

        TypeExpression type() {
            if (take('(')) {
                return new TupleOf(types(')'));
            }
            if (take('[')) {
                TypeExpression element = type();
                expect(';');
                int length = Integer.parseInt(word());
                expect(']');
                return new ArrayOf(element, length);
            }
            return new Named(word(), take('<') ? types('>') : List.of());
        }

        private List<TypeExpression> types(char end) {
            var types = new ArrayList<TypeExpression>();
            while (!take(end)) {
                types.add(type());
                separate(end);
            }
            return types;
        }

        private void separate(char end) {
            if (peek() != end) {
                expect(',');
            }
        }

        String word() {
            char first = peek();
            int start = at;
            while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw wrong("a name or a number", first);
            }
            return text.substring(start, at);
        }

        boolean take(char wanted) {
            if (peek() != wanted) {
                return false;
            }
            at++;
            return true;
        }

        void expectEnd() {
            if (peek() != '\0') {
                throw wrong("the end", peek());
            }
        }

        private void expect(char wanted) {
            if (!take(wanted)) {
                throw wrong("'" + wanted + "'", peek());
            }
        }

        private char peek() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return at < text.length() ? text.charAt(at) : '\0';
        }

        private IllegalArgumentException wrong(String expected, char found) {
            return new IllegalArgumentException("'" + text + "' at letter " + (at + 1) + ": expected " + expected
                    + ", found " + (found == '\0' ? "the end" : "'" + found + "'"));
        }
    }
}
