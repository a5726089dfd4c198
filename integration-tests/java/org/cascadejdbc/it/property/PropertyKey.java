package org.cascadejdbc.it.property;

import java.util.List;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.Mode;

/**
 * A generated key.
 *
 * @param setColumns the columns that SET NULL or SET DEFAULT sets, none for all
 * @param dice what mode MIXED makes of it, 0 to 3
 */
record PropertyKey(
        String name,
        String child,
        List<String> columns,
        DeleteRule rule,
        List<String> setColumns,
        String parent,
        List<String> parentColumns,
        int dice) {
    /** The columns that its rule sets. */
    List<String> set() {
        return setColumns.isEmpty() ? columns : setColumns;
    }

    PropertyKey as(DeleteRule other) {
        boolean updates = other == DeleteRule.SET_NULL || other == DeleteRule.SET_DEFAULT;
        return new PropertyKey(
                name, child, columns, other, updates ? setColumns : List.of(), parent, parentColumns, dice);
    }

    PropertyKey named(String other) {
        return new PropertyKey(other, child, columns, rule, setColumns, parent, parentColumns, dice);
    }

    String constraint() {
        return "CONSTRAINT " + name + " FOREIGN KEY " + PropertyTable.list(columns) + " REFERENCES {" + parent + "} "
                + PropertyTable.list(parentColumns) + " ON DELETE " + Key.sql(rule)
                + (setColumns.isEmpty() ? "" : " " + PropertyTable.list(setColumns));
    }

    String alterTable() {
        return "ALTER TABLE {" + child + "} ADD " + constraint();
    }

    /** The rule with which it is declared in our schema, {@code null} if it is not. */
    DeleteRule declared(Mode mode, Database database) {
        return switch (mode) {
            case VIRTUAL -> null;
            case OVERRIDDEN -> DeleteRule.NO_ACTION;
            case EMULATE, AUTO, KEEP -> rule;
            case MIXED -> switch (dice) {
                case 0 -> null;
                case 1 -> DeleteRule.NO_ACTION;
                case 2 -> rule == DeleteRule.CASCADE ? DeleteRule.RESTRICT : DeleteRule.CASCADE;
                default -> database.isMySql() && rule == DeleteRule.SET_DEFAULT ? null : rule;
            };
        };
    }
}
