package org.cascadejdbc.engine.mysql;

import java.sql.SQLException;
import java.util.Optional;
import org.cascadejdbc.engine.Privileges;
import org.cascadejdbc.sql.DeleteStatement;

/** What to do about errors that stand against a cascade only, and not against a DELETE. */
final class MysqlAdvice {
    private static final int TABLE_EXISTS = 1050;
    private static final int TABLE_NOT_LOCKED = 1100;
    private static final int NO_TEMPORARY_TABLES_IN_XA = 4091;
    static final String LOCKED = "this session holds LOCK TABLES, under which a cascade cannot read what it needs, and "
            + "which the beginning of its transaction would undo; UNLOCK TABLES first, or lock rows with SELECT … FOR UPDATE";

    private static final int CASCADE_GOES_ROUND = 6575;
    private static final String RING = "rows that go reference each other in a ring, or themselves by two keys, by keys declared ON "
            + "DELETE CASCADE of NOT NULL columns, which this server cannot delete by itself either, since it runs with "
            + "innodb_native_foreign_keys=OFF; let such a column be NULL, or declare the key NO ACTION and its rule in "
            + "cascade.relations, or start the server with innodb_native_foreign_keys=ON";

    private static final int NO_ACCESS_TO_DATABASE = 1044;
    private static final int NO_ACCESS_TO_TABLE = 1142;
    private static final int NO_ACCESS_TO_COLUMN = 1143;

    private MysqlAdvice() {}

    /** What to do, or to grant; empty for other errors. */
    static Optional<String> on(SQLException e, DeleteStatement delete) {
        return switch (e.getErrorCode()) {
            case NO_ACCESS_TO_DATABASE -> Optional.of("to carry a cascade out cascade-jdbc writes down which rows are "
                    + "concerned: GRANT CREATE TEMPORARY TABLES ON the database of the DELETE's table TO this user");
            case TABLE_EXISTS -> Optional.of("a cascade writes down which rows are concerned in a temporary table of that name,"
                    + " and this session has one of its own: drop it, or give it another name");
            case TABLE_NOT_LOCKED -> Optional.of(LOCKED);
            case CASCADE_GOES_ROUND -> Optional.of(RING);
            case NO_TEMPORARY_TABLES_IN_XA -> Optional.of("this cascade needs one; execute the DELETE in a transaction that is "
                    + "not an XA transaction, or with xa_detach_on_prepare=OFF");
            case NO_ACCESS_TO_TABLE, NO_ACCESS_TO_COLUMN -> Privileges.advice(e, delete);
            default -> Optional.empty();
        };
    }
}
