using Ledger.Anchor;
using Ledger.Cli.Client;

namespace Ledger.Cli.Commands.Anchors;

/// <summary>secp256k1 keys in files.</summary>
internal static class AnchorKeys
{
    /// <exception cref="CliException">The file is no such key, or others may read it.</exception>
    internal static CosignerKey Open(string path) => CosignerKey.TryParse(EncodedFile.ReadSecretLine(path))
        ?? throw CliException.Usage(
            $"{path} is no key of `ledger anchor key`.", $"{path} 不是由 `ledger anchor key` 生成的密钥。");
}
