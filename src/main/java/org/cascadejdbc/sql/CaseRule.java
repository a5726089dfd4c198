package org.cascadejdbc.sql;

import java.util.Locale;

/** How a database compares an identifier in a statement with the name in its catalog. */
public enum CaseRule {
    /** PostgreSQL: without quotes folded to lower case, with quotes exact. */
    LOWER_UNLESS_QUOTED {
        @Override
        public String key(Name written) {
            return written.quoted() ? written.text() : written.text().toLowerCase(Locale.ROOT);
        }

        @Override
        public String key(String actual) {
            return actual;
        }
    },
    /** MySQL's tables with {@code lower_case_table_names=0}: exact, with or without quotes. */
    SENSITIVE {
        @Override
        public String key(Name written) {
            return MysqlNames.kept(written.text());
        }

        @Override
        public String key(String actual) {
            return actual;
        }
    },
    /** MySQL's other tables, and its columns: by lower case, with or without quotes. */
    LOWERED {
        @Override
        public String key(Name written) {
            return MysqlNames.lower(written.text());
        }

        @Override
        public String key(String actual) {
            return MysqlNames.lower(actual);
        }
    },
    /** SQLite: case never matters, with or without quotes. */
    INSENSITIVE {
        @Override
        public String key(Name written) {
            return key(written.text());
        }

        /** Letter by letter, as {@link String#equalsIgnoreCase} compares. */
        @Override
        public String key(String actual) {
            StringBuilder key = new StringBuilder(actual.length());
            actual.codePoints().map(Character::toUpperCase).map(Character::toLowerCase).forEach(key::appendCodePoint);
            return key.toString();
        }
    };

    /** What is equal to {@link #key(String)} of each name that may be meant, and of no other. */
    public abstract String key(Name written);

    /** What a name in the catalog is found by. */
    public abstract String key(String actual);

    /** Whether what was written means the thing that the catalog calls {@code actual}. */
    public boolean matches(Name written, String actual) {
        return key(written).equals(key(actual));
    }
}
