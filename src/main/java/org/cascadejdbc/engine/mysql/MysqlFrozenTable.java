package org.cascadejdbc.engine.mysql;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.engine.freezing.FrozenTable;
import org.cascadejdbc.engine.freezing.QueryWords;
import org.cascadejdbc.engine.mysql.MysqlSyntax.Setting;
import org.cascadejdbc.physical.FrozenRows;

/**
 * What is written down on MySQL, by one recursive query. It has a primary key because servers may demand one
 * ({@code sql_require_primary_key}).
 */
final class MysqlFrozenTable implements FrozenTable {
    private final MysqlFreezing freezing;

    MysqlFrozenTable(MysqlFreezing freezing) {
        this.freezing = freezing;
    }

    @Override
    public String name() {
        return freezing.temporary().name();
    }

    @Override
    public FrozenRows.SetUp setUp() {
        String create = freezing.temporary().create(
                " (number BIGINT PRIMARY KEY)", "0 AS number, 0 AS node",
                freezing.keys().opened(freezing.rows().tables()).stream().map(freezing.task().graph()::table).toList());
        return new FrozenRows.SetUp(List.of(create), false);
    }

    @Override
    public List<String> freezing() {
        String doomed = freezing.doomed().query();
        List<String> written = new ArrayList<>(List.of("SELECT * FROM " + QueryWords.DOOMED));
        freezing.queries().rowsWrittenDown().forEach(row -> written.add("(" + row + ")"));
        return List.of(freezing.syntax().with("INSERT INTO " + name() + " " + doomed
                + " SELECT ROW_NUMBER() OVER () AS number, written.* FROM (" + String.join(" UNION ", written) + ") AS written",
                Setting.ENDLESS, Setting.BIG));
    }

    @Override
    public List<String> cleanUp() {
        return freezing.temporary().drop();
    }

    @Override
    public String whole(String query) {
        return freezing.syntax().whole(query);
    }
}
