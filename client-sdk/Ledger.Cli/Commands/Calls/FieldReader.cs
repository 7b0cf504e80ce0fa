using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Calls;

/// <summary>
/// Reads a field's value as people write it: times as RFC 3339, digests as hexadecimal digits or <c>file:PATH</c> to hash, enumerations by
/// name, amounts as whole fen.
/// </summary>
internal static class FieldReader
{
    private const string FilePrefix = "file:"; // not @: that is a response file
    private const int BufferBytes = 64 * 1024;

    private static readonly string[] TimeNames = ["opening_time", "until", "valid_until", "extend_until"];

    /// <summary>What stands for the value in the help.</summary>
    internal static string HelpNameOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bytes when IsDigest(field) => "HEX|file:PATH",
        FieldType.Bytes => "HEX",
        FieldType.Enum => "NAME",
        FieldType.Int64 when IsTime(field) => "TIME",
        FieldType.Int64 => "FEN",
        FieldType.UInt32 => "N",
        FieldType.Bool => "true|false",
        _ => "TEXT",
    };

    /// <summary>The names that an enumeration's value may have, for the help; null for other fields.</summary>
    internal static string? ChoicesOf(FieldDescriptor field) =>
        field.FieldType == FieldType.Enum
            ? string.Join(", ", Enum.GetNames(field.EnumType.ClrType).Where(name => name != "Unspecified"))
            : null;

    internal static object Read(FieldDescriptor field, string text, string option, GenesisFile genesis) => field.FieldType switch
    {
        FieldType.String => text,
        FieldType.Bool => bool.TryParse(text, out var flag) ? flag : throw Wrong(option, text, "true or false"),
        FieldType.UInt32 =>
            uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Wrong(option, text, "a whole number"),
        FieldType.Int64 when IsTime(field) => TimeArgument.Read(text, option),
        FieldType.Int64 =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fen)
                ? fen
                : throw Wrong(option, text, "whole fen"),
        FieldType.Enum => ReadEnum(field, text, option),
        FieldType.Bytes => ReadBytes(field, text, option, genesis),
        _ => throw new InvalidOperationException($"Field {field.FullName} of type {field.FieldType} has no form on the command line."),
    };

    private static object ReadEnum(FieldDescriptor field, string text, string option) =>
        Enum.TryParse(field.EnumType.ClrType, text, ignoreCase: true, out var value) && Enum.IsDefined(field.EnumType.ClrType, value) &&
            !char.IsAsciiDigit(text[0])
            ? value
            : throw Wrong(option, text, $"one of {ChoicesOf(field)}");

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
            : throw Wrong(option, text, "64 hexadecimal digits, or file:PATH to hash a file");
    }

    private static ByteString HashOf(string path, GenesisFile genesis)
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

    private static ByteString Hex(string text, string option) =>
        text.Length % 2 == 0 && text.Length > 0 && !text.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF")
            ? ByteString.CopyFrom(Convert.FromHexString(text))
            : KeyOf(text) ?? throw Wrong(option, text, "hexadecimal digits, or Base64");

    private static bool IsDigest(FieldDescriptor field) => field.Name.EndsWith("_digest", StringComparison.Ordinal);

    private static bool IsTime(FieldDescriptor field) => TimeNames.Contains(field.Name);

    private static CliException Wrong(string option, string text, string expected) =>
        CliException.Usage($"{option} {text} is not {expected}.");

    // What commands show in Base64 they take in Base64: an even number of hexadecimal digits is that, for no key in Base64 has only those.
    private static ByteString? KeyOf(string text)
    {
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) ? ByteString.CopyFrom(bytes, 0, length) : null;
    }
}
