namespace Ledger.Certificates.Tests.Manifest;

/// <summary>What was asserted of a row, and what did not hold.</summary>
internal sealed class RowReport(ManifestRow row)
{
    internal ManifestRow Row { get; } = row;

    internal int Asserted { get; private set; }

    internal List<string> Disagreements { get; } = [];

    internal void Expect(bool holds, string what)
    {
        Asserted++;
        if (!holds)
        {
            Disagreements.Add($"{Row.File}: {what} [manifest: {Row.Verdict}]");
        }
    }

    internal void Expect<T>(T expected, T actual, string what)
        where T : notnull => Expect(expected.Equals(actual), $"{what} is {actual}, not {expected}");
}
