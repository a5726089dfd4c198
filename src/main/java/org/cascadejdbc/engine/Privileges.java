package org.cascadejdbc.engine;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.sql.DeleteStatement;

/** What the user of a cascade lacks. A native key acts with the rights of the tables' owner, a statement with his own. */
public final class Privileges {
    /** In any language the table that is denied comes last. */
    private static final Pattern DENIED = Pattern.compile("([^\\s'`\"«»„“”]+)['`\"«»„“”]?\\s*$");

    private Privileges() {}

    /** Nothing where it is the DELETE's own table, which the database refuses natively, too. */
    public static Optional<String> advice(SQLException e, DeleteStatement delete) {
        Matcher denied = DENIED.matcher(String.valueOf(e.getMessage()));
        String table = denied.find() ? denied.group(1) : "that table";
        boolean own = delete.targets().stream()
                .anyMatch(target -> target.table().name().text().equalsIgnoreCase(table));
        return own
                ? Optional.empty()
                : Optional.of("a cascade that cascade-jdbc carries out needs its user's rights on the referencing tables, "
                        + "where a native one needs rights on the DELETE's table only: GRANT SELECT, DELETE ON " + table
                        + " TO this user, and UPDATE too for SET NULL and SET DEFAULT");
    }
}
