package org.cascadejdbc.sql;

import java.util.Locale;
import java.util.Set;

/** Which tables a statement may concern, as far as its text tells. */
public sealed interface Mentions {
    /** Whether the table with that unqualified name, in whatever schema, may be one of them. */
    boolean mayBe(String table);

    /** Those with these names: without quotes, in lower case; a keyword among them does no harm. */
    record Named(Set<String> identifiers) implements Mentions {
        public Named {
            identifiers = Set.copyOf(identifiers);
        }

        @Override
        public boolean mayBe(String table) {
            String name = table.toLowerCase(Locale.ROOT);
            return identifiers.contains(name)
                    || (NameBytes.mayBeCut(name) && identifiers.stream().anyMatch(longer -> longer.startsWith(name)));
        }
    }

    /**
     * Those whose name stands anywhere in the text, be it in a literal or a comment: where tokens end is not known, or
     * the text holds another one.
     */
    record Anywhere(String text) implements Mentions {
        public Anywhere {
            text = withoutQuotes(text);
        }

        @Override
        public boolean mayBe(String table) {
            // In quotes a quote is doubled, in an outer literal perhaps once more.
            String name = withoutQuotes(table);
            for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
                if (standsAlone(text, at, at + name.length(), NameBytes.mayBeCut(name))) {
                    return true;
                }
            }
            return false;
        }

        private static String withoutQuotes(String text) {
            return text.toLowerCase(Locale.ROOT).replaceAll("[\"'`\\]]", "");
        }

        /**
         * Digits and dollar signs before a name may belong to what is before it: 1RETURNING, $quote$. What follows a name
         * that was cut may have been cut off.
         */
        private static boolean standsAlone(String text, int from, int to, boolean cut) {
            boolean begins = from == 0 || !Scanner.isWordStart(text.charAt(from - 1));
            boolean ends = cut || to == text.length() || text.charAt(to) == '$' || !Scanner.isWordPart(text.charAt(to));
            return begins && ends;
        }
    }

    /**
     * Those whose name stands anywhere in a text of which some characters beyond ASCII are not what they seem: any of them
     * may end a name, and a name that has some may be written otherwise.
     */
    record Garbled(String text) implements Mentions {
        @Override
        public boolean mayBe(String table) {
            boolean ascii = table.chars().allMatch(c -> c < 0x80);
            return !ascii || new Anywhere(text.replaceAll("[^\\x00-\\x7e]", " ")).mayBe(table);
        }
    }

    /** Any: the text does not tell. */
    enum Anything implements Mentions {
        INSTANCE;

        @Override
        public boolean mayBe(String table) {
            return true;
        }
    }
}
