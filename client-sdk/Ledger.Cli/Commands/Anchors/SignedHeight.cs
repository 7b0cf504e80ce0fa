using System.Globalization;
using System.Text;
using Ledger.Cli.Client;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Anchors;

/// <summary>
/// The highest block that a co-signer has signed, in a file of one line. Without it a co-signer could be led onto another branch; the
/// contract would refuse that one, but only where it has a checkpoint of the first.
/// </summary>
internal static class SignedHeight
{
    internal static (ulong Height, Digest Hash)? Read(string path, bool isFirst)
    {
        if (isFirst == File.Exists(path))
        {
            throw isFirst
                ? CliException.Usage($"{path} is there already: leave out --first.", $"{path} 已存在：请去掉 --first。")
                : CliException.Usage(
                    $"There is no memory {path}. A key that has signed before must find it again; one that has not begins with --first.",
                    $"没有记忆文件 {path}。曾签过名的密钥必须找回该文件；首次签名请加 --first。");
        }

        if (isFirst)
        {
            return null;
        }

        var parts = EncodedFile.ReadText(path).TrimEnd('\n').Split(' ');
        return parts.Length == 2 && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var height) &&
            Digest.TryParse(parts[1], out var hash)
                ? (height, hash)
                : throw CliException.NotVerified(
                    $"The memory {path} is damaged: sign nothing with this key any more, and announce a new one.",
                    $"记忆文件 {path} 已损坏：请勿再用此密钥签名，并公布新密钥。");
    }

    // On the disk before anything is signed.
    internal static void Keep(string path, ulong height, Digest hash) =>
        EncodedFile.Replace(path, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{height} {hash}\n")));
}
