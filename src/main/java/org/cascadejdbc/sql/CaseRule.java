package org.cascadejdbc.sql;

import java.util.Locale;

/** How a database compares an identifier in a statement with the name in its catalog. */
public enum CaseRule {
    /** PostgreSQL: without quotes folded to lower case, with quotes exact. */
    LOWER_UNLESS_QUOTED {
        @Override
        public boolean matches(Name written, String actual) {
            return (written.quoted() ? written.text() : written.text().toLowerCase(Locale.ROOT)).equals(actual);
        }
    },
    /** MySQL's tables with {@code lower_case_table_names=0}: exact, with or without quotes. */
    SENSITIVE {
        @Override
        public boolean matches(Name written, String actual) {
            return written.text().equals(actual);
        }
    },
    /** SQLite, MySQL's columns: case never matters, with or without quotes. */
    INSENSITIVE {
        @Override
        public boolean matches(Name written, String actual) {
            return written.text().equalsIgnoreCase(actual);
        }
    };

    /** Whether what was written means the thing that the catalog calls {@code actual}. */
    public abstract boolean matches(Name written, String actual);
}
