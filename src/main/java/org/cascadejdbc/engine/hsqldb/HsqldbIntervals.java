package org.cascadejdbc.engine.hsqldb;

import java.util.Locale;
import java.util.stream.Stream;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.KeyPair;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Table;

/**
 * By an index HSQLDB finds no row whose day-time INTERVAL is equal to another one (2.7.4, {@code HsqldbIT}), though its own keys do:
 * a query of ours would find no child of it, and they would be orphans.
 */
final class HsqldbIntervals {
    private HsqldbIntervals() {}

    /** @throws PlanRefusedException if rows would have to be found by one */
    static void refuse(FreezingTask task) {
        Stream<Column> ofKeys = KeyPair.of(task).flatMap(pair -> Stream.of(pair.referencing(), pair.referenced()));
        Stream<Column> ofRows = KeyPair.of(task)
                .flatMap(pair -> Stream.of(pair.key().referencing(), pair.key().referenced()))
                .map(task.graph()::table)
                .flatMap(HsqldbIntervals::identifying);
        Stream.concat(ofKeys, ofRows).filter(HsqldbIntervals::isDayTime).findFirst().ifPresent(column -> {
            throw new PlanRefusedException("DELETE FROM " + task.plan().targets().get(0) + ": its cascade would have to find rows by the column "
                    + column.name() + ": it is an INTERVAL of days or times, by which a query of HSQLDB finds no rows; declare the key with"
                    + " its rule in the database, which finds them by itself");
        });
    }

    /** What an index of several columns is looked into by. */
    private static Stream<Column> identifying(Table table) {
        return table.columns(table.rowKey()).stream().limit(1);
    }

    private static boolean isDayTime(Column column) {
        String type = String.valueOf(column.type()).toUpperCase(Locale.ROOT);
        return type.startsWith("INTERVAL") && !type.contains("YEAR") && !type.contains("MONTH");
    }
}
