package org.cascadejdbc.it.property.wide;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.it.support.Database;

/**
 * A type of columns that can carry a key, and values that are not equal, or are, though they look otherwise. Which of
 * them are equal the database decides: a row that its keys refuse is in none of the twins.
 *
 * @param ddl as a column is declared
 * @param family kinds of one family may be on both sides of a key, if the database takes it
 * @param values as literals
 * @param strict whether it is a type of SQLite's STRICT tables
 */
record WideKind(String ddl, String family, List<String> values, boolean strict) {
    static WideKind of(String ddl, String family, List<String> values) {
        return new WideKind(ddl, family, values, false);
    }

    /** Literals that are a family's by themselves. */
    static WideKind alone(String ddl, String... values) {
        return of(ddl, ddl, List.of(values));
    }

    /** A line for each type. */
    static List<WideKind> all(Database database) {
        return switch (database) {
            case POSTGRESQL -> WidePostgresqlKinds.ALL;
            case MYSQL, MYSQL_OFF -> WideMysqlKinds.ALL;
            case MARIADB -> WideMariaDbKinds.ALL;
            case SQLITE -> WideSqliteKinds.ALL;
            case H2, H2_POSTGRESQL, H2_MYSQL -> WideInMemoryKinds.H2;
            case HSQLDB -> WideInMemoryKinds.HSQLDB;
        };
    }

    /** What types need once on a server, before they can be used. */
    static List<String> preparation(Database database) {
        return switch (database) {
            case POSTGRESQL -> WidePostgresqlKinds.PREPARATION;
            case MYSQL, MYSQL_OFF, MARIADB -> WideMysqlKinds.PREPARATION;
            case SQLITE, H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> List.of();
        };
    }

    /** Those whose values are stored otherwise than they are read, which hide most, come more often. */
    static List<String> families(Database database) {
        List<String> families = new ArrayList<>(all(database).stream().map(WideKind::family).distinct().toList());
        if (database.isMySql()) {
            for (int i = 0; i < WideMysqlKinds.WEIGHT; i++) {
                families.addAll(WideMysqlKinds.STORED_OTHERWISE);
            }
        }
        return families;
    }

    static List<WideKind> family(Database database, String family) {
        return all(database).stream().filter(kind -> kind.family.equals(family)).toList();
    }

    /** A column of this kind as a text that tells every difference between two values. */
    static String shown(Database database, String column) {
        return switch (database) {
            case POSTGRESQL -> "CAST(" + column + " AS text) COLLATE \"C\"";
            case MYSQL, MYSQL_OFF, MARIADB -> "HEX(CONCAT(" + column + ", ''))";
            case H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> "CAST(" + column + " AS VARCHAR(200))";
            case SQLITE -> "quote(" + column + ")";
        };
    }
}
