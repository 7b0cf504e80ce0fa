using System.Collections.ObjectModel;
using Ledger.Audit.Replay;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Archive;

/// <summary>
/// Verifies an archive against a genesis file, with no node. Every deviation is named, the first exactly; the audit goes on behind it where
/// it can. Nothing can be executed above a block that came out differently, so from there on only signatures are checked. Blocks are given
/// one after another; not safe for use by several threads.
/// </summary>
public sealed class ArchiveAudit : IDisposable
{
    /// <summary>Most findings that are kept.</summary>
    public const int FindingsMax = 1_000;

    private readonly AuditLevel _level;
    private readonly BoundedFindings _findings = new();
    private readonly ReplayedChain _chain;
    private readonly HeaderAudit _headers;
    private readonly BlockAudit _blocks;
    private BlockHeader _head;
    private Digest _headHash;
    private readonly AuditProgress? _progress;
    private bool _isExecuting;

    /// <summary>Begins above genesis.</summary>
    /// <param name="genesis">The chain, from a file that the auditor trusts.</param>
    /// <param name="verifier">Checks signatures.</param>
    /// <param name="level">How much is verified.</param>
    /// <param name="stateFile">A file that is not there, for the state; it is gone afterwards.</param>
    /// <param name="progress">Where it is kept how far a full one came, so that it goes on once it was ended; null: nowhere.</param>
    /// <exception cref="InvalidDataException">The genesis file contradicts itself.</exception>
    /// <exception cref="IOException">The state's file cannot be made.</exception>
    public ArchiveAudit(
        GenesisFile genesis, ISignatureVerifier verifier, AuditLevel level, string stateFile, AuditProgress? progress = null)
    {
        (_level, _progress) = (level, level == AuditLevel.Full ? progress : null);
        _chain = new ReplayedChain(genesis, verifier, new ReplayOptions { StateFile = stateFile });
        (_head, _headHash) = (_chain.Header, _chain.Hash);
        _headers = new HeaderAudit(genesis, _head, _headHash, verifier, Figures);
        _blocks = new BlockAudit(genesis, verifier, Figures, signatures: level >= AuditLevel.Signatures);
        _isExecuting = level == AuditLevel.Full;
    }

    /// <summary>What has been counted so far.</summary>
    public AuditFigures Figures { get; } = new();

    /// <summary>Verifies blocks from height 1 on, as <see cref="ArchiveReader.Blocks"/> gives them, and says what came of it.</summary>
    /// <param name="blocks">The blocks with their certificates.</param>
    /// <param name="progress">Told after each block.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArchiveException">A file of the archive is damaged.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async Task<AuditResult> VerifyAsync(
        IEnumerable<GetBlockResponse> blocks, IProgress<AuditFigures>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (_isExecuting)
        {
            blocks = Resume(blocks, progress, cancellationToken);
            var given = blocks.Select(block => (block.Block, (QuorumCertificate?)block.Certificate)).ToAsyncEnumerable();
            await foreach (var (prepared, certificate) in _chain
                .PrepareAheadAsync(given, Environment.ProcessorCount, cancellationToken).ConfigureAwait(false))
            {
                Check(prepared.Block, certificate, prepared);
                progress?.Report(Figures);
                if (_isExecuting && _progress is { IsDue: true })
                {
                    _progress.Write(_chain);
                }
            }

            if (_isExecuting)
            {
                _progress?.Write(_chain); // an archive that grows is verified from here on
            }
        }
        else
        {
            foreach (var block in blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Verify(block);
                progress?.Report(Figures);
            }
        }

        _headers.End(_findings);
        return new AuditResult(
            _level, _head, _headHash, Figures, [.. _findings], _findings.InAll,
            _level == AuditLevel.Full ? _chain.Header.Height : null);
    }

    /// <summary>
    /// Verifies the next block, of a chain that is followed as it grows; not at <see cref="AuditLevel.Full"/>. What no certificate has
    /// reached yet is not final: <see cref="AuditFigures.FinalHeight"/>.
    /// </summary>
    /// <returns>The first deviation so far; null while there is none.</returns>
    public AuditFinding? Verify(GetBlockResponse block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_level == AuditLevel.Full)
        {
            throw new InvalidOperationException("Executing again takes the blocks together: VerifyAsync.");
        }

        Check(block.Block, block.Certificate, null);
        return _findings.FirstOrDefault();
    }

    /// <summary>Ends it; its file goes with it.</summary>
    public void Dispose() => _chain.Dispose();

    // What an earlier audit executed is held against its headers again, and the state after it against its own.
    private IEnumerable<GetBlockResponse> Resume(
        IEnumerable<GetBlockResponse> blocks, IProgress<AuditFigures>? progress, CancellationToken cancellationToken)
    {
        using var saved = _progress?.Open();
        if (saved is null)
        {
            return blocks;
        }

        var left = blocks.GetEnumerator();
        while (_head.Height < saved.Height)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!left.MoveNext())
            {
                _findings.Add(new AuditFinding(
                    _head.Height, null, "height", $"{saved.Height} or more, as verified before", $"{_head.Height}"));
                break;
            }

            var block = left.Current;
            if (_headers.Check(block.Block, block.Certificate, _findings) is { } header)
            {
                (_head, _headHash) = (header, _headers.Hash);
                _blocks.CheckTrees(header, block.Block, _findings);
            }

            progress?.Report(Figures);
            if (_findings.Count == 0 && _head.Height == saved.Height && _headHash != saved.Hash)
            {
                _findings.Add(new AuditFinding(saved.Height, null, "hash", $"{saved.Hash}, as verified before", $"{_headHash}"));
            }

            if (_findings.Count > 0)
            {
                break;
            }

            _chain.Skip(_head, _headHash, saved.Point.TimeProof);
        }

        if (_findings.Count == 0 && !_chain.Restore(saved.Point, Figures.FinalHeight))
        {
            throw new InvalidDataException("its state is not that of the block that it names");
        }

        _isExecuting = _findings.Count == 0;
        return Rest(left);
    }

    private static IEnumerable<GetBlockResponse> Rest(IEnumerator<GetBlockResponse> left)
    {
        using (left)
        {
            while (left.MoveNext())
            {
                yield return left.Current;
            }
        }
    }

    private void Check(Block block, QuorumCertificate? certificate, PreparedBlock? prepared)
    {
        if (_headers.Check(block, certificate, _findings) is { } header)
        {
            (_head, _headHash) = (header, _headers.Hash);
            if (_isExecuting)
            {
                Execute(header, prepared!, certificate);
            }
            else if (_level > AuditLevel.Headers)
            {
                _blocks.Check(header, block, _findings);
            }
        }
        else
        {
            _isExecuting = false;
        }
    }

    private void Execute(BlockHeader header, PreparedBlock prepared, QuorumCertificate? certificate)
    {
        if (_chain.Check(prepared, certificate) is not { } difference)
        {
            _blocks.Accept(header.Height, prepared.Block, _findings);
            return;
        }

        _isExecuting = false;
        _findings.Add(new AuditFinding(
            difference.Height, null, $"{difference.What}, executed again", difference.Computed, difference.Expected));
        _blocks.Check(header, prepared.Block, _findings);
    }

    // A chain may deviate in each of its blocks: the first findings are kept, all are counted.
    private sealed class BoundedFindings : Collection<AuditFinding>
    {
        internal long InAll { get; private set; }

        protected override void InsertItem(int index, AuditFinding item)
        {
            InAll++;
            if (Count < FindingsMax)
            {
                base.InsertItem(index, item);
            }
        }
    }
}
