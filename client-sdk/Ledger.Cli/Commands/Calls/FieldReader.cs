using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Calls;

/// <summary>
/// Reads a field's value as people write it: times, amounts and words by the readers of <see cref="Ledger.Cli.Reading"/>, digests as
/// hexadecimal digits or <c>file:PATH</c> to hash.
/// </summary>
internal static class FieldReader
{
    private const string FilePrefix = "file:"; // not @: that is a response file
    private const int BufferBytes = 64 * 1024;

    private static readonly string[] TimeNames =
    [
        "opening_time", "until", "valid_until", "extend_until", "effective_from", "effective_until", "established_at", "issued_at",
        "awarded_at", "contracted_at", "completed_at", "accepted_at", "use_until", "due", "answer_due", "close_due",
    ];

    /// <summary>What stands for the value in the help.</summary>
    internal static string HelpNameOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bytes when IsDigest(field) => "HEX|file:PATH",
        FieldType.Bytes => "HEX",
        FieldType.Enum => field.IsRepeated ? "NAME,…" : "NAME",
        FieldType.Int64 when IsTime(field) => "TIME",
        FieldType.Int64 => "FEN|¥YUAN",
        FieldType.UInt32 => "N",
        FieldType.Bool => "true|false",
        _ => "TEXT",
    };

    /// <summary>The names that an enumeration's value may have, for the help; null for other fields.</summary>
    internal static string? ChoicesOf(FieldDescriptor field) =>
        field.FieldType == FieldType.Enum ? ChoiceReader.ChoicesOf(field.EnumType.ClrType) : null;

    /// <summary>The values that stand on the command line for a field, in the order that the chain wants.</summary>
    internal static IEnumerable<object> ReadAll(FieldDescriptor field, IReadOnlyList<string> texts, string option, GenesisFile genesis) =>
        field.IsRepeated && field.FieldType == FieldType.Enum && texts.Count > 0
            ? ChoiceReader.Many(field.EnumType.ClrType, texts, option)
            : texts.Select(text => Read(field, text, option, genesis));

    internal static object Read(FieldDescriptor field, string text, string option, GenesisFile genesis) => field.FieldType switch
    {
        FieldType.String => IsCode(field) ? TypedText.Plain(text) : text,
        FieldType.Bool => ReadFlag(TypedText.Plain(text)) ?? throw Wrong(option, text, "true or false", "true 或 false"),
        FieldType.UInt32 =>
            uint.TryParse(TypedText.Plain(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Wrong(option, text, "a whole number, not below zero", "非负整数"),
        FieldType.Int64 => IsTime(field) ? TimeReader.Read(text, option) : MoneyReader.Read(text, option),
        FieldType.Enum => ChoiceReader.One(field.EnumType.ClrType, text, option),
        FieldType.Bytes => ReadBytes(field, TypedText.Plain(text), option, genesis),
        _ => throw new InvalidOperationException($"Field {field.FullName} of type {field.FieldType} has no form on the command line."),
    };

    private static bool? ReadFlag(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "是" => true,
        "FALSE" or "NO" or "否" => false,
        _ => null,
    };

    private static ByteString ReadBytes(FieldDescriptor field, string text, string option, GenesisFile genesis)
    {
        if (!IsDigest(field))
        {
            return Hex(text, option);
        }

        if (text.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return HashOf(text[FilePrefix.Length..], genesis);
        }

        return Digest.TryParse(text, out var digest)
            ? ByteString.CopyFrom(digest.ToArray())
            : throw Wrong(option, text, "64 hexadecimal digits, or file:PATH to hash a file", "64 位十六进制数字，或 file:路径（取文件摘要）");
    }

    /// <summary>The chain's hash of a file.</summary>
    internal static ByteString HashOf(string path, GenesisFile genesis)
    {
        using var hash = genesis.Hasher.Start();
        using var file = File.OpenRead(path);
        var buffer = new byte[BufferBytes];
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            hash.Append(buffer.AsSpan(0, read));
        }

        var digest = new byte[Digest.Bytes];
        hash.Finish(digest);
        return UnsafeByteOperations.UnsafeWrap(digest);
    }

    /// <summary>Bytes in hexadecimal digits.</summary>
    internal static ByteString Hex(string text, string option) =>
        text.Length % 2 == 0 && text.Length > 0 && !text.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF")
            ? ByteString.CopyFrom(Convert.FromHexString(text))
            : KeyOf(text) ?? throw Wrong(option, text, "hexadecimal digits, or Base64", "十六进制数字或 Base64");

    private static bool IsDigest(FieldDescriptor field) => field.Name.EndsWith("_digest", StringComparison.Ordinal);

    private static bool IsTime(FieldDescriptor field) => TimeNames.Contains(field.Name);

    private static bool IsCode(FieldDescriptor field) =>
        field.Name is "region" or "trade_class" or "uscc" || field.Name.EndsWith("_code", StringComparison.Ordinal) ||
        field.Name.EndsWith("_uscc", StringComparison.Ordinal);

    private static CliException Wrong(string option, string text, string expected, string chinese) =>
        CliException.Usage($"{option} {text} is not {expected}.", $"{option} {text} 应为{chinese}。");

    // What commands show in Base64 they take in Base64: an even number of hexadecimal digits is that, for no key in Base64 has only those.
    private static ByteString? KeyOf(string text)
    {
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) ? ByteString.CopyFrom(bytes, 0, length) : null;
    }
}
