package org.cascadejdbc.plan;

/** There is no plan for this DELETE under these options; the message says why, and what to do. */
public final class PlanRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlanRefusedException(String message) {
        super(message);
    }
}
