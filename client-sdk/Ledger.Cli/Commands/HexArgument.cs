namespace Ledger.Cli.Commands;

/// <summary>Reads ids as people write them.</summary>
internal static class HexArgument
{
    /// <summary>The bytes of an argument of exactly this length.</summary>
    internal static byte[] Read(string text, int bytes, string what)
    {
        if (text.Length != 2 * bytes || text.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF"))
        {
            throw CliException.Usage(
                $"{what} is {2 * bytes} hexadecimal digits, not {text}.", $"编号应为 {2 * bytes} 位十六进制数字，而不是 {text}。");
        }

        return Convert.FromHexString(text);
    }
}
