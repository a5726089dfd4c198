package org.cascadejdbc.sql;

import java.util.Locale;

/** How a database compares an identifier in a statement with the name in its catalog. */
public enum CaseRule {
    /** PostgreSQL, where a letter may have several bytes: without quotes ASCII is folded to lower case, all is cut. */
    LOWER_UNLESS_QUOTED {
        @Override
        public String key(Name written) {
            return NameBytes.cut(written.quoted() ? written.text() : NameBytes.asciiLower(written.text()));
        }

        @Override
        public String key(String actual) {
            return actual;
        }
    },
    /**
     * The same where each letter is a byte: those outside ASCII are folded by the database's locale, or not. So they
     * count as equal whatever their case.
     */
    LOWER_UNLESS_QUOTED_BY_LOCALE {
        @Override
        public String key(Name written) {
            String text = written.quoted() ? written.text() : NameBytes.asciiLower(written.text());
            return key(text.substring(0, Math.min(text.length(), NameBytes.MOST)));
        }

        @Override
        public String key(String actual) {
            return NameBytes.otherLower(actual);
        }
    },
    /** The same where letters have bytes that are not counted here: long names count as equal that begin alike. */
    LOWER_UNLESS_QUOTED_IN_BYTES {
        @Override
        public String key(Name written) {
            return key(LOWER_UNLESS_QUOTED.key(written));
        }

        @Override
        public String key(String actual) {
            return NameBytes.beginning(actual);
        }
    },
    /** H2 and HSQLDB: without quotes all is folded to upper case, as {@link String#toUpperCase} does it. */
    UPPER_UNLESS_QUOTED {
        @Override
        public String key(Name written) {
            return written.quoted() ? written.text() : written.text().toUpperCase(Locale.ENGLISH);
        }

        @Override
        public String key(String actual) {
            return actual;
        }
    },
    /** H2 with {@code DATABASE_TO_LOWER}. */
    WHOLLY_LOWER_UNLESS_QUOTED {
        @Override
        public String key(Name written) {
            return written.quoted() ? written.text() : written.text().toLowerCase(Locale.ENGLISH);
        }

        @Override
        public String key(String actual) {
            return actual;
        }
    },
    /** H2 with {@code DATABASE_TO_UPPER=FALSE}: exact, with or without quotes. */
    AS_WRITTEN {
        @Override
        public String key(Name written) {
            return written.text();
        }

        @Override
        public String key(String actual) {
            return actual;
        }
    },
    /** H2 with {@code CASE_INSENSITIVE_IDENTIFIERS}: by upper case, with or without quotes. */
    UPPERED {
        @Override
        public String key(Name written) {
            return key(written.text());
        }

        @Override
        public String key(String actual) {
            return actual.toUpperCase(Locale.ENGLISH);
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
    },
    /** SQLite: case never matters, with or without quotes, of the letters of ASCII; all others are as they are. */
    ASCII_INSENSITIVE {
        @Override
        public String key(Name written) {
            return key(written.text());
        }

        @Override
        public String key(String actual) {
            return NameBytes.asciiLower(actual);
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
