namespace Ledger.Interop.Tests.Foreign;

/// <summary>@grpc/grpc-js; the cases are in node/interop.mjs.</summary>
public sealed class GrpcJsTests(ForeignClients clients) : IClassFixture<ForeignClients>
{
    [Theory]
    [InlineData("unary")]
    [InlineData("server_stream")]
    [InlineData("stream_error")]
    [InlineData("client_stream")]
    [InlineData("duplex")]
    [InlineData("error_details")]
    [InlineData("deadline")]
    [InlineData("cancellation")]
    [InlineData("gzip")]
    [InlineData("gzip_empty")]
    [InlineData("binary_metadata")]
    [InlineData("oversized")]
    [InlineData("oversized_response")]
    [InlineData("unimplemented")]
    public Task Case_passes(string name) => clients.GrpcJs.AssertPassed(name);
}
