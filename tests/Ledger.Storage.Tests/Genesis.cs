namespace Ledger.Storage.Tests;

/// <summary>Genesis digests of the tests' chains.</summary>
internal static class Genesis
{
    /// <summary>The one that the crash writer uses too.</summary>
    internal static byte[] Ours { get; } = [.. Enumerable.Repeat((byte)7, DataDirectory.DigestBytes)];

    internal static byte[] Other { get; } = [.. Enumerable.Repeat((byte)0xab, DataDirectory.DigestBytes)];
}
