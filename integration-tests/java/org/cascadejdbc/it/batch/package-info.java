/** Batches in which something cascades count, fail and end as the driver's own batches do. */
package org.cascadejdbc.it.batch;
