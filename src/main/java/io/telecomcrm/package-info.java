@NullMarked
package io.telecomcrm;

import org.jspecify.annotations.NullMarked;
