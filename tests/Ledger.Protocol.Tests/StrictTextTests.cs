using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Tests;

/// <summary>
/// Text of people's files is UTF-8 or refused by what it is, and no text field of any call holds what a lenient decoder leaves.
/// </summary>
public sealed class StrictTextTests
{
    private const string Name = "珠海建设有限公司";
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static TheoryData<byte[], string?, bool, string?> Files => new()
    {
        { Encoding.UTF8.GetBytes(Name), Name, false, null },
        { [], string.Empty, false, null },
        { [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Name)], Name, true, null },
        { [.. "a,"u8, .. Gbk.GetBytes(Name)], null, false, "is no UTF-8 at byte 2; it looks like GB18030 (GBK)" },
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Name)], null, false, "is UTF-16" },
        { [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Name)], null, false, "is UTF-16" },
        { [(byte)'a', 0xFF], null, false, "is no UTF-8 at byte 1: save it as UTF-8" },
        { [0xED, 0xA0, 0x80], null, false, "is no UTF-8 at byte 0" },
        { [0xEF, 0xBB, 0xBF, .. Gbk.GetBytes(Name)], null, true, "is no UTF-8 at byte 3" },
        { Encoding.UTF8.GetBytes("a\uFFFD"), null, false, "holds U+FFFD at character 1" },
    };

    public static TheoryData<string> TextFields =>
        [.. Paths(Call.Descriptor, []).Select(path => string.Join('.', path.Select(one => one.Name))).Distinct()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_utf8_or_refused_by_what_it_is(byte[] file, string? text, bool hasMark, string? why)
    {
        Assert.Equal(text, StrictText.TryDecode(file, out var marked, out var said));
        Assert.Equal((hasMark, why is null), (marked, said is null));
        Assert.StartsWith(why ?? string.Empty, said ?? string.Empty, StringComparison.Ordinal);
        if (why is not null)
        {
            Assert.StartsWith(
                $"The file {why}",
                Assert.Throws<InvalidDataException>(() => StrictText.Decode(file, "The file")).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(TextFields))]
    public void No_text_field_of_any_call_holds_a_replacement_character(string path)
    {
        Assert.Equal(RefusalCode.BadText, Read(With(path, "a\uFFFDb"), out var detail));
        Assert.Contains($"calls.{path} holds U+FFFD", detail, StringComparison.Ordinal);
        Assert.Equal(RefusalCode.None, Read(With(path, Name), out _));
    }

    [Fact]
    public void The_same_bytes_in_a_field_of_bytes_are_no_text()
    {
        var body = With("account.register_subject.name", Name);
        body.BusinessKey = ByteString.CopyFrom([.. Enumerable.Repeat((byte[])[0xEF, 0xBF, 0xBD], 6).SelectMany(bytes => bytes)]);
        Assert.Equal(RefusalCode.None, Read(body, out _));
    }

    private static RefusalCode Read(TxBody body, out string detail)
    {
        var transaction = new Transaction
        {
            Body = body.ToByteString(),
            Signature = new Signature { Algorithm = 1, Value = ByteString.CopyFrom(1) },
        };
        var refused = TransactionReader.TryRead(
            transaction.ToByteArray(), Hashers.For(CryptoSuite.Guomi), new Digest(body.ChainId.Span),
            new ChainLimits { TransactionBytesMax = 10_000, CallsMax = 10 }, out _);
        detail = refused.Detail;
        return refused.Code;
    }

    private static TxBody With(string path, string text)
    {
        var call = new Call();
        IMessage message = call;
        var names = path.Split('.');
        foreach (var name in names)
        {
            var field = message.Descriptor.FindFieldByName(name);
            object value = field.FieldType == FieldType.Message ? field.MessageType.Parser.ParseFrom(ByteString.Empty) : text;
            if (field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
            }
            else
            {
                field.Accessor.SetValue(message, value);
            }

            message = value as IMessage ?? message;
        }

        return new TxBody
        {
            ChainId = ByteString.CopyFrom(new byte[32]),
            Nonce = ByteString.CopyFrom(new byte[16]),
            Signer = ByteString.CopyFrom(new byte[32]),
            NotAfter = 1,
            Calls = { call },
        };
    }

    private static IEnumerable<FieldDescriptor[]> Paths(MessageDescriptor message, FieldDescriptor[] above) =>
        above.Length > TransactionReader.DepthMax ? [] : message.Fields.InFieldNumberOrder().SelectMany(field =>
        field.FieldType == FieldType.String ? [[.. above, field]]
        : field.FieldType == FieldType.Message ? Paths(field.MessageType, [.. above, field])
        : Enumerable.Empty<FieldDescriptor[]>());
}
