using Ledger.Passports;

namespace Ledger.Cli.Commands.Passports;

/// <summary>Reads what is given as a passport; of a file that is too large only as much as shows it.</summary>
internal static class PassportInput
{
    internal static byte[] Read(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[Math.Min(stream.Length, PassportLimits.FileBytesMax + 1)];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
