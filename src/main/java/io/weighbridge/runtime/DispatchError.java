package io.weighbridge.runtime;

/**
 * Why a call failed.
 *
 * @param name {@code Pallet.ErrorName} of a module's error, else the kind such as {@code BadOrigin}, with its detail
 *     behind a point where it has one ({@code Token.FundsUnavailable})
 * @param documentation what that block's metadata says about a module's error; empty where it says nothing
 */
public record DispatchError(String name, String documentation) {}
