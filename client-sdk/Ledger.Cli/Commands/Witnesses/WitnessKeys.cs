using Ledger.Cli.Client;
using Ledger.Witness.Notes;

namespace Ledger.Cli.Commands.Witnesses;

/// <summary>Private keys of notes in files. They have no PIN: whoever reads the file signs, so nobody else may.</summary>
internal static class WitnessKeys
{
    /// <exception cref="CliException">The file is no such key, or others may read it.</exception>
    internal static NoteSigner Open(string path, NoteKeyKind kind)
    {
        var text = EncodedFile.ReadSecretLine(path);
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
