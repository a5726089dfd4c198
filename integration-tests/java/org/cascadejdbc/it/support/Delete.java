package org.cascadejdbc.it.support;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * A DELETE in neutral SQL with its parameters.
 *
 * @param matches how many rows the predicate matches, where that has to be said: MySQL and SQLite do not count a
 *     row that the same statement's cascade took before the scan came to it, so that their counts depend on the
 *     order of the scan; PostgreSQL counts all, and so does an emulated cascade
 */
public record Delete(String sql, List<Object> parameters, OptionalLong matches) {
    public static Delete of(String sql, Object... parameters) {
        return new Delete(sql, Arrays.asList(parameters), OptionalLong.empty());
    }

    /** The statement with literals in place of its parameters. */
    public String literal() {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            text.append(c == '?' ? Database.literal(parameters.get(next++)) : String.valueOf(c));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return literal();
    }
}
