package org.cascadejdbc.engine.mysql;

import org.cascadejdbc.engine.freezing.ColumnDefaults;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Table;

/** The defaults of columns: literals, which the server has by a keyword, and expressions. */
public final class MysqlDefaults implements ColumnDefaults {
    /** The keyword, for a default that is a literal. */
    public static final String KEYWORD = "DEFAULT";

    /** An UPDATE of two tables takes DEFAULT for NULL where it is an expression. */
    @Override
    public String toSet(Table table, String column) {
        String expression = expression(table, column);
        return expression == null ? "NULL" : ofRow(table, column, expression, "r");
    }

    @Override
    public String toCompare(Table table, String column, String alias) {
        String expression = expression(table, column);
        return KEYWORD.equals(expression) ? KEYWORD + "(" + alias + "." + Quotes.BACKTICK.id(column) + ")"
                : expression == null ? "NULL" : ofRow(table, column, expression, alias); // of which MySQL has no DEFAULT(…)
    }

    private static String expression(Table table, String column) {
        return table.column(column).orElseThrow().defaultExpression();
    }

    private static String ofRow(Table table, String column, String expression, String alias) {
        if (expression.equals(MysqlDefault.UNREADABLE)) {
            throw new PlanRefusedException("SET DEFAULT of " + table + "." + column + " is not carried out: what its default is, MySQL's"
                    + " catalog does not tell for certain; let it be a literal, or an expression without other characters than"
                    + " ASCII's");
        }
        return MysqlDefault.of(expression, alias);
    }
}
