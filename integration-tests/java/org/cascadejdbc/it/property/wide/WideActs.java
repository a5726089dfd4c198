package org.cascadejdbc.it.property.wide;

import static org.cascadejdbc.it.property.wide.WideAct.PARAMETER;
import static org.cascadejdbc.it.property.wide.WideDimension.COUNTS;
import static org.cascadejdbc.it.property.wide.WideDimension.IMPLICIT;
import static org.cascadejdbc.it.property.wide.WideDimension.LEXING;
import static org.cascadejdbc.it.property.wide.WideDimension.MEANWHILE;
import static org.cascadejdbc.it.property.wide.WideDimension.MOVES;
import static org.cascadejdbc.it.property.wide.WideDimension.NAMES;
import static org.cascadejdbc.it.property.wide.WideDimension.OFF;
import static org.cascadejdbc.it.property.wide.WideDimension.SESSIONS;
import static org.cascadejdbc.it.property.wide.WideDimension.SHAPE;
import static org.cascadejdbc.it.property.wide.WideDimension.TEMPORARY;
import static org.cascadejdbc.it.property.wide.WideDimension.THREADS;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;

/** What is done to a wide schema: DELETEs, written in all ways, in all sessions, from all threads. */
final class WideActs {
    private static final int ON_SQLITE = 4;
    /** There the schema takes most of the time. */
    private static final int ON_SERVERS = 6;

    private static final int MOST_THREADS = 3;

    private final WideCase schema;
    private final Database database;
    private final WideDice dice;

    WideActs(WideCase schema, WideDice dice) {
        this.schema = schema;
        this.database = schema.database();
        this.dice = dice;
    }

    List<WideAct> generate() {
        return IntStream.range(0, database == Database.SQLITE ? ON_SQLITE : ON_SERVERS)
                .mapToObj(a -> act(dice.in("act" + a)))
                .toList();
    }

    private WideAct act(WideDice own) {
        WideTable target = own.once(SHAPE, "other target", 3)
                ? own.any(SHAPE, "target", schema.tables())
                : schema.tables().get(0);
        if (database == Database.SQLITE && own.once(IMPLICIT, "implicit", 5)) {
            return implicit(own, target);
        }
        WideAct.Meanwhile meanwhile = meanwhile(own);
        boolean changes = meanwhile != WideAct.Meanwhile.NEVER;
        boolean several = own.once(SHAPE, "several", 4) && !changes;
        WideAct.Way way = several ? own.any(SHAPE, "way of several", List.of(WideAct.Way.BATCH,
                WideAct.Way.PREPARED_BATCH))
                : own.any(SHAPE, "way", List.of(WideAct.Way.PREPARED, WideAct.Way.STATEMENT));
        boolean threads = own.once(THREADS, "threads", 8) && !changes && !mayRefuse();
        if (threads) {
            way = own.any(THREADS, "way of threads", List.of(WideAct.Way.THREADS, WideAct.Way.PREPARED_THREADS));
        }
        boolean moved = !way.hasSeveral() && schema.canMove() && !changes && own.once(MOVES, "moved", 6);
        WideStatement statement = new WideStatement(schema, target, own, way.hasSeveral());
        String sql = statement.sql();
        List<WideSetting> settings = settings(own, changes, threads);
        if (sql.contains(WideStatement.OF_LATIN1) && database.isMySql() && database != Database.MARIADB && own.once(LEXING, "in latin1", 2)) {
            settings.add(WideSetting.LATIN1);
        }
        return new WideAct(settings, changes || threads ? List.of() : temporary(own),
                changes ? late() : List.of(), meanwhile, way, own.once(SHAPE, "transaction", 2), moved,
                own.once(COUNTS, "counted", 3), sql,
                threads ? ofThreads(target) : statement.values(way.hasSeveral() ? 3 : 1), false);
    }

    /** Refusals, and defaults that some other row has, depend on which thread comes first. */
    private boolean mayRefuse() {
        return schema.keys().stream().anyMatch(key -> switch (key.rule()) {
            case CASCADE -> key.ofTwoAffinities(schema.database());
            case SET_NULL -> key.columns().stream()
                    .anyMatch(column -> key.child().constraints().get(0).contains(column.name().exact()));
            default -> true;
        });
    }

    private static List<List<Integer>> ofThreads(WideTable target) {
        return IntStream.rangeClosed(1, Math.min(MOST_THREADS, target.rows().size())).mapToObj(List::of).toList();
    }

    private WideAct.Meanwhile meanwhile(WideDice own) {
        boolean waits = database == Database.SQLITE;
        return own.any(MEANWHILE, "meanwhile", waits
                ? List.of(WideAct.Meanwhile.NEVER, WideAct.Meanwhile.NEVER, WideAct.Meanwhile.NEVER,
                WideAct.Meanwhile.NEVER,
                        WideAct.Meanwhile.NEVER, WideAct.Meanwhile.BEFORE, WideAct.Meanwhile.DURING)
                : List.of(WideAct.Meanwhile.NEVER, WideAct.Meanwhile.NEVER, WideAct.Meanwhile.NEVER,
                        WideAct.Meanwhile.NEVER, WideAct.Meanwhile.NEVER, WideAct.Meanwhile.NEVER,
                        WideAct.Meanwhile.NEVER, WideAct.Meanwhile.BEFORE));
    }

    private List<WideSetting> settings(WideDice own, boolean changes, boolean threads) {
        List<WideSetting> settings = new ArrayList<>();
        if (changes) {
            return settings; // some of them lock, or do not wait
        }
        if (own.once(OFF, "off", 6)) {
            settings.add(own.any(OFF, "switch", WideSetting.off(database)));
        }
        for (int s = own.of(SESSIONS, "settings", 3); s > 0; s--) {
            WideSetting setting = own.any(SESSIONS, "setting" + s, WideSetting.all(database));
            if (!threads || !setting.set().contains("completion_type")) { // threads do not know whose transaction it is
                settings.add(setting);
            }
        }
        return settings;
    }

    /** A temporary table called like one of the schema, with a row of the same number. */
    private List<String> temporary(WideDice own) {
        if (database.isInMemory() || !own.once(TEMPORARY, "temporary", 8)) {
            return List.of();
        }
        WideTable table = own.any(TEMPORARY, "table", schema.tables());
        String name = (database == Database.SQLITE ? "temp." : "") + table.name().exact();
        String columns = own.once(TEMPORARY, "alike", 2) && !table.options().contains("ROWID") ? " AS SELECT * FROM "
                + (database == Database.SQLITE ? "main." : "@own.") + table.name().exact()
                : " (" + table.number().name().exact() + " int)";
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TEMPORARY TABLE " + (database == Database.SQLITE ? table.name().exact() : name)
                + columns);
        if (columns.startsWith(" (")) {
            statements.add("INSERT INTO " + name + " VALUES (1)");
        }
        return statements;
    }

    /** Another table that references the first one's first row. */
    private List<String> late() {
        WideTable first = schema.tables().get(0);
        String qualifier = database == Database.SQLITE ? "" : "@own.";
        List<String> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (WideTable.Column column : first.key()) {
            names.add("late" + names.size());
            columns.add(names.get(names.size() - 1) + " " + column.kind().ddl());
        }
        String referenced = String.join(", ", first.key().stream().map(column -> column.name().exact()).toList());
        String list = String.join(", ", names);
        return List.of("CREATE TABLE " + qualifier + "cj_late (" + String.join(", ", columns)
                        + ", CONSTRAINT late FOREIGN KEY (" + list + ") REFERENCES " + qualifier
                        + first.name().exact() + " ("
                        + referenced + ") ON DELETE CASCADE)",
                "INSERT INTO " + qualifier + "cj_late SELECT " + referenced + " FROM " + qualifier
                + first.name().exact());
    }

    /** What deletes rows of others only where keys act. */
    private WideAct implicit(WideDice own, WideTable target) {
        String name = own.any(NAMES, "table", target.name().spellings());
        List<String> row = target.rows().get(own.of(SHAPE, "row", target.rows().size()));
        String columns = String.join(", ", target.columns().stream()
                .filter(column -> !column.computed())
                .map(column -> column.name().exact())
                .toList());
        String values = " (" + columns + ") VALUES (" + String.join(", ", row) + ")";
        String number = target.number().name().exact();
        List<String> statements = List.of(
                "REPLACE INTO " + name + values,
                "INSERT OR REPLACE INTO " + name + values,
                "insert/**/or replace into main." + name + values,
                "UPDATE OR REPLACE " + name + " SET " + number + " = " + number + " + 1",
                "INSERT OR REPLACE INTO " + name + " SELECT * FROM " + name + " WHERE false",
                "DROP TABLE " + name,
                "DROP TABLE IF EXISTS " + name);
        List<WideSetting> settings = own.once(SESSIONS, "settings", 4)
                ? List.of(own.any(SESSIONS, "setting", WideSetting.all(database)))
                : List.of();
        boolean switched = settings.stream().anyMatch(setting -> (setting.url() + setting.set()).contains("foreign_keys"));
        if (switched && schema.mode() == Mode.VIRTUAL) {
            settings = List.of(); // the twin would refuse by keys that ours does not have
        }
        WideAct.Way way = own.any(SHAPE, "way", List.of(WideAct.Way.PREPARED, WideAct.Way.STATEMENT));
        return new WideAct(settings, List.of(), List.of(), WideAct.Meanwhile.NEVER, way,
                own.once(SHAPE, "transaction", 2),
                false, false, own.any(IMPLICIT, "statement", statements).replace(PARAMETER, ""), List.of(List.of()),
                true);
    }
}
