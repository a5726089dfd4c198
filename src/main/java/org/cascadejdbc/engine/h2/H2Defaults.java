package org.cascadejdbc.engine.h2;

import java.util.regex.Pattern;
import org.cascadejdbc.engine.freezing.ColumnDefaults;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Table;

/** The defaults of columns. Where one is compared, it must be the same each time, and as H2 writes it: a constant. */
final class H2Defaults implements ColumnDefaults {
    private static final Pattern CONSTANT = Pattern.compile("(?i)(?:DATE|TIME|TIMESTAMP|UUID)?(?: WITH TIME ZONE)? ?'(?:[^']|'')*'"
            + "|U&'(?:[^']|'')*'|X'[0-9A-F]*'|-?[0-9][0-9.E+-]*|TRUE|FALSE|NULL");

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
        if (!CONSTANT.matcher(expression).matches()) {
            throw new PlanRefusedException("the default of " + table + "." + column + " is no constant, and a key sets it ON DELETE SET"
                    + " DEFAULT, so that it cannot be told beforehand whether the row that it then references stays; give the column a"
                    + " constant default, or the key another rule");
        }
        return "(" + expression + ")";
    }
}
