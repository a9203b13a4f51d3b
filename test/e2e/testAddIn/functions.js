/* global CustomFunctions */
CustomFunctions.associate({
  ADD: (one, other) => one + other,
  TABLE: (size) =>
    Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_cell, column) => row * 10 + column)),
  // Long enough that a test sees the cell wait.
  LATER: (value) => new Promise((done) => setTimeout(() => done(value + 1), 1500)),
  FAIL: () => {
    throw new CustomFunctions.Error(CustomFunctions.ErrorCode.divisionByZero);
  },
});
