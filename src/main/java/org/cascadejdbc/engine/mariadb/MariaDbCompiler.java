package org.cascadejdbc.engine.mariadb;

import org.cascadejdbc.engine.freezing.FrozenTable;
import org.cascadejdbc.engine.mysql.MysqlCompiler;
import org.cascadejdbc.engine.mysql.MysqlFreezing;
import org.cascadejdbc.physical.Census;

/** As on MySQL, but for how the rows that go are written down. */
final class MariaDbCompiler extends MysqlCompiler {
    MariaDbCompiler(MariaDbSyntax syntax) {
        super(syntax);
    }

    @Override
    protected Census count(MysqlFreezing freezing) {
        return Census.of(new MariaDbFrozenTable(freezing).counting(), freezing.task().plan(), freezing.task().graph());
    }

    @Override
    protected FrozenTable frozenTable(MysqlFreezing freezing) {
        return new MariaDbFrozenTable(freezing);
    }
}
