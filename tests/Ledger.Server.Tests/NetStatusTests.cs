using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Server.Founding;
using Ledger.Server.Net;

namespace Ledger.Server.Tests;

/// <summary>What <c>ledger net status</c> finds wrong with a consortium.</summary>
public sealed class NetStatusTests : ServerFixture
{
    private static readonly Digest Other = new(Enumerable.Repeat((byte)1, Digest.Bytes).ToArray());
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_consortium_in_which_everything_is_well_has_no_fault() => Assert.Empty(Well().Faults(Now));

    [Theory]
    [InlineData("paused", "beijing's node is paused.")]
    [InlineData("silent", "beijing's node runs and does not answer.")]
    [InlineData("lost etcd", "beijing's etcd member is lost.")]
    [InlineData("no majority", "Only 1 of 3 etcd members see a leader")]
    [InlineData("ending", "beijing/etcd/node.pem ends on 2027-01-29")]
    [InlineData("fork", "beijing, guangzhou, regulator, zhuhai show different final blocks at height 7")]
    public void Each_fault_is_named(string kind, string words)
    {
        var well = Well();
        var (node, etcd) = (well.Nodes[0], well.Etcd[0]);
        var spoilt = kind switch
        {
            "paused" => well with { Nodes = [node with { Standing = ProcessStanding.Paused }, .. well.Nodes.Skip(1)] },
            "silent" => well with { Nodes = [node with { Status = null, Header = null }, .. well.Nodes.Skip(1)] },
            "lost etcd" => well with { Etcd = [etcd with { Standing = ProcessStanding.Lost, HasLeader = false }, .. well.Etcd.Skip(1)] },
            "no majority" => well with { Etcd = [etcd, .. well.Etcd.Skip(1).Select(one => one with { HasLeader = false })] },
            "ending" => well with { Certificates = [("beijing", FoundingFolder.EtcdNodeCertificate, Now.AddDays(59))] },
            _ => well with { Nodes = [Standing(node.Member, Other), .. well.Nodes.Skip(1)] },
        };
        var (english, chinese) = Assert.Single(spoilt.Faults(Now));
        Assert.StartsWith(words, english, StringComparison.Ordinal);
        Assert.Contains(chinese, one => one > '\u3000');
    }

    private static NodeStanding Standing(NetMember member, Digest previous)
    {
        var header = new BlockHeader(
            Digest.Zero, 7, 1, previous, Digest.Zero, Digest.Zero, Digest.Zero, Digest.Zero, Digest.Zero, Digest.Zero, 1);
        var status = new NodeStatus { Header = ByteString.CopyFrom(header.Encode()) };
        return new NodeStanding(member, ProcessStanding.Running, 1, status, header, 0);
    }

    private NetStatus Well()
    {
        File.WriteAllText(PathOf("members.json"), FoundingTests.Loopback().ToJsonString());
        using (var founder = new Founder(MembersReader.Read(PathOf("members.json")), DateTimeOffset.UtcNow))
        {
            founder.Write(PathOf("out"));
        }

        var members = NetMember.ReadAll(PathOf("out"));
        return new NetStatus
        {
            Nodes = [.. members.Select(member => Standing(member, Digest.Zero))],
            Etcd =
            [
                .. members.Where(member => member.Etcd is not null)
                    .Select(member => new EtcdStanding(member, ProcessStanding.Running, 2) { HasLeader = true }),
            ],
            Certificates = [("beijing", FoundingFolder.EtcdNodeCertificate, Now.AddDays(61))],
            FreeBytes = 1,
        };
    }
}
