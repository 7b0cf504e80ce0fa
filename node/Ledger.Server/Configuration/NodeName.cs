namespace Ledger.Server.Configuration;

/// <summary>What a node may be called: its folder is called so, and its lines in a log.</summary>
internal static class NodeName
{
    /// <summary>1 to 64 letters, digits and hyphens of ASCII.</summary>
    internal static bool IsOne(string text) =>
        text.Length is >= 1 and <= 64 && text.All(one => char.IsAsciiLetterOrDigit(one) || one == '-');
}
