package org.cascadejdbc.schema;

import java.util.Objects;

/**
 * An equality operator as one writes it so that it is that one wherever names are looked for.
 *
 * @param sql the operator, {@code OPERATOR("pg_catalog".=)}
 * @param left the type that the left operand is cast to, in the database's SQL; {@code null} where it is as it should be
 * @param right the same for the right operand
 */
public record Operator(String sql, String left, String right) {
    public Operator {
        Objects.requireNonNull(sql, "sql");
    }

    /** That these two are equal. */
    public String of(String leftOperand, String rightOperand) {
        return cast(leftOperand, left) + " " + sql + " " + cast(rightOperand, right);
    }

    /** The left operand, as it is compared. */
    public String left(String operand) {
        return cast(operand, left);
    }

    /** The right operand, as it is compared. */
    public String right(String operand) {
        return cast(operand, right);
    }

    private static String cast(String operand, String type) {
        return type == null ? operand : "CAST(" + operand + " AS " + type + ")";
    }
}
