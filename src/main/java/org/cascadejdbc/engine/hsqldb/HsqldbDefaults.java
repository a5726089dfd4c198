package org.cascadejdbc.engine.hsqldb;

import java.util.regex.Pattern;
import org.cascadejdbc.engine.freezing.ColumnDefaults;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Table;

/** The defaults of columns. Where one is compared, it must be the same each time, and as HSQLDB writes it: a constant. */
final class HsqldbDefaults implements ColumnDefaults {
    private static final Pattern CONSTANT = Pattern.compile("(?i)(?:DATE|TIME|TIMESTAMP)?(?: WITH TIME ZONE)? ?'(?:[^']|'')*'"
            + "|[XB]'[0-9A-F]*'|-?[0-9]+(?:\\.[0-9]*)?(?:E[+-]?[0-9]+)?|TRUE|FALSE|NULL");

    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    @Override
    public String toSet(Table table, String column) {
        return "DEFAULT";
    }

    @Override
    public String toCompare(Table table, String column, String alias) {
        String expression = table.column(column).orElseThrow().defaultExpression();
        if (expression == null) {
            return "NULL";
        }
        if (UUID.matcher(expression).matches()) {
            return "CAST('" + expression + "' AS UUID)"; // which the catalog has without quotes
        }
        if (!CONSTANT.matcher(expression).matches()) {
            throw new PlanRefusedException("the default of " + table + "." + column + " is no constant, and a key sets it ON DELETE SET"
                    + " DEFAULT, so that it cannot be told beforehand whether the row that it then references stays; give the column a"
                    + " constant default, or the key another rule");
        }
        return "(" + expression + ")";
    }
}
