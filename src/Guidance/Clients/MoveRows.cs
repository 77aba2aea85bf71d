using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Moves the rows of one merge to the survivor, and back. Only the client they belong to changes; what they say stays as it was recorded.</summary>
internal sealed class MoveRows(GuidanceDbContext guidance, ClientMerge merge)
{
    /// <summary>Providers bound the parameters of one command.</summary>
    private const int ChunkSize = 500;

    private readonly Guid _survivor = merge.SurvivorId;
    private readonly Guid _merged = merge.MergedId;

    public async Task ToSurvivorAsync(CancellationToken cancellationToken)
    {
        // A relation between the two is left as it is: it would become one of the survivor to themself.
        var moves = new List<ClientMergeMove>();
        AddIds(MovedRow.Case, await guidance.Cases.Where(row => row.ClientId == _merged).Select(row => row.Id).ToListAsync(cancellationToken));
        AddIds(MovedRow.Contact, await guidance.Contacts.Where(row => row.ClientId == _merged).Select(row => row.Id).ToListAsync(cancellationToken));
        AddIds(MovedRow.Assessment, await guidance.Assessments.Where(row => row.ClientId == _merged).Select(row => row.Id).ToListAsync(cancellationToken));
        AddIds(MovedRow.AssessmentDraft, await guidance.AssessmentDrafts.Where(row => row.ClientId == _merged).Select(row => row.Id).ToListAsync(cancellationToken));
        AddIds(MovedRow.SecondOpinion, await guidance.SecondOpinions.Where(row => row.ClientId == _merged).Select(row => row.Id).ToListAsync(cancellationToken));
        AddIds(MovedRow.RemoteReception, await guidance.RemoteReceptions.Where(row => row.ClientId == _merged).Select(row => row.Id).ToListAsync(cancellationToken));
        AddIds(MovedRow.Intervention, await guidance.Interventions.Where(row => row.ClientId == _merged).Select(row => row.Id).ToListAsync(cancellationToken));
        AddIds(MovedRow.ResponsibleWorker, await guidance.ResponsibleWorkers.Where(row => row.ClientId == _merged).Select(row => row.Id).ToListAsync(cancellationToken));
        AddIds(MovedRow.Relation, await guidance.Set<ClientRelation>().Where(row => row.ClientId == _merged && row.RelatedClientId != _survivor).Select(row => row.Id).ToListAsync(cancellationToken));
        AddIds(MovedRow.RelationTo, await guidance.Set<ClientRelation>().Where(row => row.RelatedClientId == _merged && row.ClientId != _survivor).Select(row => row.Id).ToListAsync(cancellationToken));
        AddNumbers(MovedRow.SegmentDecision, await guidance.SegmentDecisions.Where(row => row.ClientId == _merged).Select(row => row.Sequence).ToListAsync(cancellationToken));
        AddNumbers(MovedRow.Consent, await guidance.Set<ClientConsent>().Where(row => row.ClientId == _merged).Select(row => row.Sequence).ToListAsync(cancellationToken));
        await guidance.BulkInsertAsync(moves, cancellationToken);
        await MoveAsync(moves, _merged, _survivor, cancellationToken);

        void AddIds(MovedRow row, List<Guid> ids) => moves.AddRange(ids.Select(id => new ClientMergeMove { MergeId = merge.Id, Row = row, RowId = id }));
        void AddNumbers(MovedRow row, List<long> numbers) => moves.AddRange(numbers.Select(number => new ClientMergeMove { MergeId = merge.Id, Row = row, RowSequence = number }));
    }

    public async Task BackAsync(CancellationToken cancellationToken) =>
        await MoveAsync(await guidance.Set<ClientMergeMove>().AsNoTracking().Where(move => move.MergeId == merge.Id).ToListAsync(cancellationToken), _survivor, _merged, cancellationToken);

    public Task<int> CountAsync(CancellationToken cancellationToken) => guidance.Set<ClientMergeMove>().CountAsync(move => move.MergeId == merge.Id, cancellationToken);

    /// <summary>Rows that belong to somebody else by now, as after a later merge, are left where they are.</summary>
    private async Task MoveAsync(IReadOnlyList<ClientMergeMove> moves, Guid from, Guid to, CancellationToken cancellationToken)
    {
        foreach (var kind in moves.GroupBy(move => move.Row))
        {
            foreach (var chunk in kind.Chunk(ChunkSize))
            {
                var ids = chunk.Select(move => move.RowId).OfType<Guid>().ToList();
                var numbers = chunk.Select(move => move.RowSequence).OfType<long>().ToList();
                await (kind.Key switch
                {
                    MovedRow.Case => guidance.Cases.Where(row => ids.Contains(row.Id) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to).SetProperty(each => each.Version, each => each.Version + 1), cancellationToken),
                    MovedRow.Contact => guidance.Contacts.Where(row => ids.Contains(row.Id) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken),
                    MovedRow.Assessment => guidance.Assessments.Where(row => ids.Contains(row.Id) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken),
                    MovedRow.AssessmentDraft => MoveDraftsAsync(ids, from, to, cancellationToken),
                    MovedRow.SecondOpinion => guidance.SecondOpinions.Where(row => ids.Contains(row.Id) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken),
                    MovedRow.RemoteReception => guidance.RemoteReceptions.Where(row => ids.Contains(row.Id) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken),
                    MovedRow.Intervention => guidance.Interventions.Where(row => ids.Contains(row.Id) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to).SetProperty(each => each.Version, each => each.Version + 1), cancellationToken),
                    MovedRow.ResponsibleWorker => guidance.ResponsibleWorkers.Where(row => ids.Contains(row.Id) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken),
                    MovedRow.Relation => guidance.Set<ClientRelation>().Where(row => ids.Contains(row.Id) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken),
                    MovedRow.RelationTo => guidance.Set<ClientRelation>().Where(row => ids.Contains(row.Id) && row.RelatedClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.RelatedClientId, to), cancellationToken),
                    MovedRow.SegmentDecision => guidance.SegmentDecisions.Where(row => numbers.Contains(row.Sequence) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken),
                    MovedRow.Consent => guidance.Set<ClientConsent>().Where(row => numbers.Contains(row.Sequence) && row.ClientId == from)
                        .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken),
                    _ => throw new ArgumentOutOfRangeException(nameof(moves), kind.Key, "Not a kind of row."),
                });
            }
        }
    }

    /// <summary>A draft that was decided since lives on as an assessment of the same id, with its decision and perhaps a second opinion: all of it is of the draft's client.</summary>
    private async Task<int> MoveDraftsAsync(List<Guid> ids, Guid from, Guid to, CancellationToken cancellationToken) =>
        await guidance.AssessmentDrafts.Where(row => ids.Contains(row.Id) && row.ClientId == from)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken)
        + await guidance.Assessments.Where(row => ids.Contains(row.Id) && row.ClientId == from)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken)
        + await guidance.SegmentDecisions.Where(row => row.AssessmentId != null && ids.Contains(row.AssessmentId.Value) && row.ClientId == from)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken)
        + await guidance.SecondOpinions.Where(row => ids.Contains(row.AssessmentId) && row.ClientId == from)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.ClientId, to), cancellationToken);
}
