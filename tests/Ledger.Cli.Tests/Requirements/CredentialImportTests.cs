using System.Text;
using Ledger.Cli.Commands.Credentials.Import;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Cli.Tests.Requirements;

/// <summary>Files that authorities export: what each row comes to, and every fault with its line, column and rule.</summary>
public sealed class CredentialImportTests
{
    private const long Time = 1_793_496_600_000;
    private const string Header = "subject_uscc,region,effective_from,document_no,document_digest,type_code,level_code";
    private const string Uscc = "91350100M000100Y43";
    private static readonly string Digest = new('a', 64);
    private static readonly string Good = $"{Uscc},440400,2020-05-06 00:00,粤建许〔2020〕1号,{Digest},D110,A";
    private static readonly ConsortiumSeed Seed = ConsortiumSeed.Create();

    [Theory]
    [InlineData("utf-8", "")]
    [InlineData("utf-8", "\uFEFF")]
    [InlineData("gb18030", "")]
    public void A_row_comes_to_its_record_in_both_encodings(string encoding, string mark)
    {
        var bytes = ByteLines.Strict(encoding == "gb18030").GetBytes($"{mark}{Header}\r\n{Good}\r\n");
        var (record, fault) = Assert.Single(Read(bytes, encoding == "gb18030"));
        Assert.Null(fault);
        Assert.Equal(("粤建许〔2020〕1号", "D110", "A"), (record!.DocumentNo, record.Qualification.TypeCode, record.Qualification.LevelCode));
        Assert.Equal((Seed.Issuer.Uscc, 16), (record.IssuerUscc, record.RecordId.Length));
    }

    [Fact]
    public void The_same_row_is_the_same_record_and_another_is_another()
    {
        var ids = Read(Text(Good, Good, Good.Replace(",A", ",B", StringComparison.Ordinal))).Select(one => one.Record!.RecordId).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Theory]
    [InlineData("2020-05-06 00:00", "gestern", "BAD_VALUE", 3)]
    [InlineData("D110", "X110", "BAD_CODE", 0)]
    [InlineData("440400", "44", "BAD_CODE", 0)]
    [InlineData(Uscc, "1", "BAD_USCC", 0)]
    [InlineData("粤建许〔2020〕1号", "", "BAD_TEXT", 0)]
    [InlineData("aaaaaaaa", "zzzzzzzz", "BAD_VALUE", 5)]
    [InlineData(",A", "", "COLUMN_COUNT", 0)]
    [InlineData("粤建许", "\"粤建许", "BAD_CSV", 0)]
    public void Every_fault_has_its_line_column_and_rule(string text, string spoilt, string rule, int column)
    {
        var read = Read(Text(Good, Good.Replace(text, spoilt, StringComparison.Ordinal))).ToList();
        Assert.Null(read[0].Fault);
        Assert.Equal((3L, column, rule), (read[1].Fault!.Line, read[1].Fault!.Column, read[1].Fault!.Rule));
        Assert.True(read[1].Fault!.English.Length > 0 && read[1].Fault!.Chinese.Length > 0);
    }

    [Fact]
    public void A_line_in_another_encoding_is_one_faulty_row()
    {
        byte[] mixed = [.. Text(Good), .. ByteLines.Strict(isGb18030: true).GetBytes(Good + "\n"), .. Encoding.UTF8.GetBytes(Good + "\n")];
        Assert.Equal([null, "NOT_ITS_ENCODING", null], Read(mixed).Select(one => one.Fault?.Rule));
    }

    [Fact]
    public void A_code_whose_check_fails_is_no_fault() =>
        Assert.Null(Assert.Single(Read(Text(Good.Replace(Uscc, "91350100M0001TGQXM", StringComparison.Ordinal)))).Fault);

    [Theory]
    [InlineData("\"a,\"\"b\"\"\nc\",d", "a,\"b\"\nc|d")]
    [InlineData("a,,b", "a||b")]
    [InlineData("a,b\r", "a|b")]
    public void Quoted_values_are_read_as_rfc_4180_has_them(string row, string expected) =>
        Assert.Equal(expected, string.Join('|', Rows(Encoding.UTF8.GetBytes(row)).Single().Values));

    [Fact]
    public void A_line_of_json_is_a_row()
    {
        const string Lines = """
            {"subject_uscc": "91350100M000100Y43", "level_code": "A", "withdrawn": null}

            {"level_code": "B"}
            {"level_code": ["C"]}
            {"level": "D"}
            {"level_code": "E"
            """;
        var rows = new JsonRows(new ByteLines(new MemoryStream(Encoding.UTF8.GetBytes(Lines)), ByteLines.Strict(isGb18030: false))).Read()
            .Select(row => row.Fault is null ? $"{row.Line} {string.Join('|', row.Values)}" : $"{row.Line} {row.Fault.Rule}");
        Assert.Equal(
            [
                "1 subject_uscc|level_code|withdrawn", "1 91350100M000100Y43|A|", "3 |B|", "4 BAD_JSON", "5 UNKNOWN_FIELD", "6 BAD_JSON",
            ],
            rows);
    }

    [Fact]
    public void Columns_that_there_are_not_are_named() => Assert.Contains(
        "level", Assert.Throws<CliException>(
            () => new CredentialColumns(CredentialKind.Qualification, ["subject_uscc", "level"], Seed.Genesis, "x")).Message,
        StringComparison.Ordinal);

    /// <summary>A row of ten megabytes is one fault, and a file of any length is read a buffer at a time.</summary>
    [Fact]
    public void A_long_file_takes_the_memory_of_a_row()
    {
        using var endless = new EndlessFile(Encoding.UTF8.GetBytes(Good + "\n"), rows: 200_000);
        var held = 0L;
        foreach (var row in new CsvRows(new ByteLines(endless, ByteLines.Strict(isGb18030: false))).Read().Take(1_000))
        {
            Assert.Null(row.Fault);
            held = Math.Max(held, endless.Given - (row.Line * Encoding.UTF8.GetByteCount(Good + "\n")));
        }

        Assert.InRange(held, 0, 64 * 1024);
        var long10 = new byte[10 * 1024 * 1024];
        Array.Fill(long10, (byte)'x');
        Assert.Equal("ROW_TOO_LONG", Assert.Single(Rows(long10)).Fault!.Rule);
    }

    private static byte[] Text(params string[] rows) => Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(Header)) + "\n");

    private static IEnumerable<ImportRow> Rows(byte[] bytes, bool isGb18030 = false) =>
        new CsvRows(new ByteLines(new MemoryStream(bytes), ByteLines.Strict(isGb18030))).Read();

    private static IEnumerable<(RecordCredential? Record, ImportFault? Fault)> Read(byte[] bytes, bool isGb18030 = false)
    {
        var rows = Rows(bytes, isGb18030).ToList();
        var columns = new CredentialColumns(CredentialKind.Qualification, rows[0].Values, Seed.Genesis, Seed.Issuer.Uscc);
        return rows.Skip(1).Select(row => columns.Read(row, Time));
    }

    private sealed class EndlessFile(byte[] row, int rows) : Stream
    {
        internal long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var left = ((long)row.Length * rows) - Given;
            var taken = (int)Math.Min(count, left);
            for (var i = 0; i < taken; i++)
            {
                buffer[offset + i] = row[(Given + i) % row.Length];
            }

            Given += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
