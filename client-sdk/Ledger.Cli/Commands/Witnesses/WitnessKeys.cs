using Ledger.Cli.Client;
using Ledger.Witness.Notes;

namespace Ledger.Cli.Commands.Witnesses;

/// <summary>Private keys of notes in files. They have no PIN: whoever reads the file signs, so nobody else may.</summary>
internal static class WitnessKeys
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="CliException">The file is no such key, or others may read it.</exception>
    internal static NoteSigner Open(string path, NoteKeyKind kind)
    {
        var text = EncodedFile.ReadText(path).TrimEnd('\n');
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw CliException.Usage(
                $"Others may read or write the key {path}: chmod 600 {path}, and think whether somebody has.",
                $"其他用户可读写密钥 {path}：请执行 chmod 600 {path}，并考虑密钥是否已泄露。");
        }

        if (!NoteSigner.TryParse(text, out var signer))
        {
            throw CliException.Usage(
                $"{path} is no private key of notes: make one with `ledger witness key`.",
                $"{path} 不是见证密钥：请用 `ledger witness key` 生成。");
        }

        if (signer.Public.Kind == kind)
        {
            return signer;
        }

        signer.Dispose();
        throw kind == NoteKeyKind.Log
            ? CliException.Usage($"{path} is the key of a witness, and here a log signs.", $"{path} 是见证方的密钥，此处应由日志签名。")
            : CliException.Usage($"{path} is the key of a log, and here a witness signs.", $"{path} 是日志的密钥，此处应由见证方签名。");
    }
}
