namespace Grpc.AspNetCore.Web.Internal;

/// <summary>The media types of gRPC and gRPC-Web, each with or without "+proto" and parameters.</summary>
internal static class ContentTypes
{
    private const string Grpc = "application/grpc";
    private const string Binary = "application/grpc-web";
    private const string Text = "application/grpc-web-text";

    public static GrpcWebMode ModeOf(string? contentType) =>
        Is(contentType, Binary) ? GrpcWebMode.Binary : Is(contentType, Text) ? GrpcWebMode.Text : GrpcWebMode.None;

    public static bool IsGrpc(string? contentType) => Is(contentType, Grpc);

    public static string ToGrpc(string contentType) => Grpc + SuffixOf(contentType);

    public static string ToWeb(string contentType, GrpcWebMode mode) =>
        (mode == GrpcWebMode.Text ? Text : Binary) + SuffixOf(contentType);

    private static bool Is(string? contentType, string mediaType) =>
        contentType is not null
        && contentType.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == mediaType.Length || contentType[mediaType.Length] is '+' or ';');

    private static string SuffixOf(string contentType)
    {
        var at = contentType.IndexOf('+', StringComparison.Ordinal);
        return at < 0 ? "" : contentType[at..];
    }
}
