using Ledger.Cli.Client;
using Ledger.Cms;
using Ledger.Crypto;

namespace Ledger.Cli.Commands.Messages;

/// <summary>Signs content as a message of GM/T 0010 or RFC 5652, as of now.</summary>
internal static class MessageSigning
{
    /// <summary>The message, and whether its identifiers are GM/T 0010's: those of SM2 keys, unless others are asked for.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="key">Who signs.</param>
    /// <param name="content">What is signed.</param>
    /// <param name="options">Whether the content is left out, and whether attributes are signed.</param>
    /// <param name="international">RFC 5652's identifiers in any case.</param>
    /// <exception cref="CliException">It cannot be signed.</exception>
    internal static (byte[] Message, bool IsGuomi) Sign(
        Invocation invocation, HeldKey key, byte[] content, SignedMessageOptions options, bool international = false)
    {
        options = options with
        {
            Guomi = key.Pair.Algorithm == SignatureAlgorithm.Sm2Sm3 && !international,
            SigningTimeMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            Certificates = key.Others,
        };
        var message = SignedMessageWriter.TrySign(content, [key.Signer(invocation)], options, out var error)
            ?? throw CliException.Usage(
                $"It cannot be signed: {CmsErrors.TextOf(error)}.",
                $"无法签名：{CmsErrors.TextOf(error)}。");
        return (message, options.Guomi);
    }
}
