package org.cascadejdbc.inspect.suggest;

/** How sure a proposal is, the surest first; the public enum of the same names says what they mean. */
public enum Confidence {
    HIGH,
    MEDIUM,
    LOW,
    NONE;

    Confidence orLess(Confidence other) {
        return compareTo(other) > 0 ? this : other;
    }

    /** The next lower one at which it is still proposed. */
    Confidence less() {
        return this == HIGH ? MEDIUM : LOW.orLess(this);
    }
}
