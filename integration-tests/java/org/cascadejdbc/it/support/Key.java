package org.cascadejdbc.it.support;

import java.util.Locale;
import org.cascadejdbc.DeleteRule;

/** A foreign key in neutral SQL. */
public record Key(String name, Reference child, DeleteRule rule, Reference parent) {

    /** {@code table(column, column)} */
    public record Reference(String table, String columns) {
        public static Reference of(String text) {
            int open = text.indexOf('(');
            return new Reference(text.substring(0, open), text.substring(open + 1, text.length() - 1));
        }

        /** The columns' names one by one; only for names that need no quotes. */
        public String[] columnNames() {
            return columns.split("\\s*,\\s*", -1);
        }

        boolean isPlain() {
            return !(table + columns).contains("{") && !table.contains(".");
        }
    }

    boolean isPlain() {
        return child.isPlain() && parent.isPlain();
    }

    public static String sql(DeleteRule rule) {
        return rule.name().replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    String constraint(DeleteRule as) {
        return "CONSTRAINT " + name + " FOREIGN KEY (" + child.columns() + ") REFERENCES " + parent.table() + " ("
                + parent.columns() + ") ON DELETE " + sql(as);
    }

    public String alterTable(DeleteRule as) {
        return "ALTER TABLE " + child.table() + " ADD " + constraint(as);
    }
}
