package org.cascadejdbc.dialect;

import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.sql.DeleteStatement;

/** MariaDB 10.11 and later: what it does otherwise than MySQL. */
final class MariaDbDialect extends MysqlDialect {
    MariaDbDialect() {
        super(new MariaDbSyntax());
    }

    @Override
    public Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, Premise premise) {
        refuseForeignMode(premise);
        var texts = new MysqlRenderer.Texts(syntax, MysqlRenderer.Use.QUERY, false);
        return Census.of(new MariaDbRenderer(plan, graph, delete, premise, texts).counting(), plan, graph);
    }

    @Override
    MysqlRenderer renderer(
            CascadePlan plan, KeyGraph graph, DeleteStatement delete, Premise premise, MysqlRenderer.Texts texts) {
        return new MariaDbRenderer(plan, graph, delete, premise, texts);
    }
}
