package org.cascadejdbc.engine.postgresql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.Comparison;
import org.cascadejdbc.schema.Operator;

/**
 * The types of PostgreSQL, and by which operators keys between them compare: what {@code ATAddForeignKeyConstraint}
 * (tablecmds.c) would write into {@code pg_constraint}. The operator class is the default one of the referenced type;
 * in its family the operator for exactly the referencing type is taken, else, if that is cast to it implicitly, the one of
 * the class. Filled while the catalog is read.
 */
final class PostgresqlTypes {
    /**
     * A type.
     *
     * @param kind {@code typtype}: b, c, d, e, m, p, r
     * @param base of a domain, what it is made of; else 0
     * @param array the type of arrays of it, or 0
     * @param isArray whether it is itself one, and would be flattened in an array
     */
    record Type(
            long oid, String schema, String name, char kind, long base, long array, char category, boolean preferred,
            boolean isArray) {
        String sql() {
            return Quotes.DOUBLE.id(schema) + "." + Quotes.DOUBLE.id(name);
        }
    }

    /** An operator of two operands, and the one for these the other way round, or 0. */
    record Found(String schema, String name, long left, long right, long commutator) {}

    private record Operands(long family, long left, long right) {}

    private record OperatorClass(long type, long family) {}

    private record Cast(long source, long target) {}

    private final Map<Long, Type> types = new HashMap<>();
    private final Map<Long, Found> operators = new HashMap<>();
    private final Map<Operands, Long> equalities = new HashMap<>();
    private final List<OperatorClass> classes = new ArrayList<>();
    private final Set<Cast> implicit = new HashSet<>();
    private final Set<Cast> binary = new HashSet<>();

    void add(Type type) {
        types.put(type.oid(), type);
    }

    void add(long oid, Found operator) {
        operators.put(oid, operator);
    }

    /** A member of an operator family: its equality for these types. */
    void addEquality(long family, long left, long right, long operator) {
        equalities.put(new Operands(family, left, right), operator);
    }

    /** The default operator class of a type. */
    void addClass(long type, long family) {
        classes.add(new OperatorClass(type, family));
    }

    void addImplicitCast(long source, long target, boolean isBinary) {
        implicit.add(new Cast(source, target));
        if (isBinary) {
            binary.add(new Cast(source, target));
        }
    }

    /** For people. */
    String name(long type) {
        return types.containsKey(type) ? types.get(type).schema() + "." + types.get(type).name() : "type " + type;
    }

    /**
     * How a key with these operators ({@code conpfeqop}, {@code conppeqop}, {@code conffeqop}) compares; empty where one of
     * them is not known.
     */
    Optional<Comparison> by(long equal, long referenced, long referencing, long referencedType, long referencingType) {
        boolean known = operators.keySet().containsAll(List.of(equal, referenced, referencing))
                && types.keySet().containsAll(List.of(referencedType, referencingType));
        if (!known) {
            return Optional.empty();
        }
        long commutator = operators.get(equal).commutator();
        boolean commutes = operators.containsKey(commutator);
        return Optional.of(new Comparison(
                operator(equal, referencedType, referencingType),
                commutes ? operator(commutator, referencingType, referencedType) : null,
                operator(referenced, referencedType, referencedType),
                operator(referencing, referencingType, referencingType),
                commutes && isCollected(operators.get(commutator).right(), referencedType)));
    }

    /** How a native key between columns of these types would compare, if there can be one. */
    private Optional<Comparison> between(long referencedType, long referencingType) {
        Optional<OperatorClass> found = defaultClass(base(referencedType));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long own = found.get().type();
        long family = found.get().family();
        long other = base(referencingType);
        Long referenced = equalities.get(new Operands(family, own, own));
        Long equal = equalities.get(new Operands(family, own, other));
        Long referencing = equalities.get(new Operands(family, other, other));
        if (equal != null && referencing != null) {
            return by(equal, referenced, referencing, referencedType, referencingType);
        }
        return referenced != null && areCast(base(referencedType), other, own)
                ? by(referenced, referenced, referenced, referencedType, referencingType)
                : Optional.empty();
    }

    /**
     * As {@link #between}, or else as a key the other way round would, if they are numbers: {@code int} columns that are
     * referenced by {@code numeric} ones have no native key, and yet only one equality.
     */
    Optional<Comparison> either(long referencedType, long referencingType) {
        return between(referencedType, referencingType).or(() -> isNumber(referencedType) && isNumber(referencingType)
                ? between(referencingType, referencedType)
                        .filter(found -> found.commuted() != null)
                        .map(Comparison::turned)
                : Optional.empty());
    }

    private boolean isNumber(long type) {
        return types.containsKey(base(type)) && types.get(base(type)).category() == 'N';
    }

    private Operator operator(long oid, long left, long right) {
        Found found = operators.get(oid);
        return new Operator("OPERATOR(" + Quotes.DOUBLE.id(found.schema()) + "." + found.name() + ")",
                cast(left, found.left()), cast(right, found.right()));
    }

    /** What a value of that type is cast to, to be that operand; {@code null} for nothing. */
    private String cast(long type, long operand) {
        if (type == operand) {
            return null;
        }
        if (!isPolymorphic(operand)) {
            return types.get(operand).sql();
        }
        return base(type) == type ? null : types.get(base(type)).sql();
    }

    private boolean isCollected(long operand, long type) {
        Type element = types.get(isPolymorphic(operand) ? base(type) : operand);
        return element.array() != 0 && !element.isArray();
    }

    private boolean isPolymorphic(long type) {
        return types.get(type).kind() == 'p';
    }

    private long base(long type) {
        long found = type;
        while (types.containsKey(found) && types.get(found).kind() == 'd') {
            found = types.get(found).base();
        }
        return found;
    }

    /** {@code GetDefaultOpClass}: the type's own, else the only one, or the only preferred one, that takes it as it is. */
    private Optional<OperatorClass> defaultClass(long type) {
        List<OperatorClass> compatible = new ArrayList<>();
        for (OperatorClass each : classes) {
            if (each.type() == type) {
                return Optional.of(each);
            }
            if (isTakenAsItIs(type, each.type())) {
                compatible.add(each);
            }
        }
        if (compatible.size() > 1) {
            compatible.removeIf(each -> !types.get(each.type()).preferred()
                    || types.get(each.type()).category() != types.get(type).category());
        }
        return compatible.size() == 1 ? Optional.of(compatible.get(0)) : Optional.empty();
    }

    private boolean isTakenAsItIs(long type, long target) {
        return types.containsKey(type)
                && (binary.contains(new Cast(type, target)) || isOfKind(types.get(type), types.get(target).name()));
    }

    /** Whether both become {@code target} without being asked to: as the same type, where that is any of a kind. */
    private boolean areCast(long one, long other, long target) {
        Type polymorphic = types.get(target);
        if (polymorphic.kind() == 'p') {
            boolean same = one == other || polymorphic.name().equals("record");
            return same && types.containsKey(one) && types.containsKey(other)
                    && isOfKind(types.get(one), polymorphic.name()) && isOfKind(types.get(other), polymorphic.name());
        }
        return isCast(one, target) && isCast(other, target);
    }

    private boolean isCast(long type, long target) {
        return type == target || implicit.contains(new Cast(type, target));
    }

    private static boolean isOfKind(Type type, String polymorphic) {
        return switch (polymorphic) {
            case "anyarray" -> type.isArray();
            case "anyenum" -> type.kind() == 'e';
            case "anyrange" -> type.kind() == 'r';
            case "anymultirange" -> type.kind() == 'm';
            case "record" -> type.kind() == 'c';
            default -> false;
        };
    }
}
