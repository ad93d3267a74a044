/** The JSON in which nodes and recordings write blocks, read strictly. */
@NullMarked
package io.weighbridge.source.json;

import org.jspecify.annotations.NullMarked;
