using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>The numbers by which traces name units and activities. A number, once given, keeps its meaning until a rebuild.</summary>
public sealed class TraceVocabulary
{
    private readonly Dictionary<(TraceWordKind Kind, string Word), int> _numbers = [];
    private readonly List<TraceWord> _added = [];

    public static async Task<TraceVocabulary> LoadAsync(ReportingDbContext reporting, CancellationToken cancellationToken)
    {
        var vocabulary = new TraceVocabulary();
        await foreach (var word in reporting.TraceWords.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            vocabulary._numbers.Add((word.Kind, word.Word), word.Number);
        return vocabulary;
    }

    public int NumberOf(TraceWordKind kind, string word)
    {
        if (_numbers.TryGetValue((kind, word), out var known))
            return known;

        // 0 means none.
        var number = 1 + _numbers.Keys.Count(key => key.Kind == kind);
        _numbers.Add((kind, word), number);
        _added.Add(new TraceWord { Kind = kind, Number = number, Word = word });
        return number;
    }

    public Task<int> StoreNewAsync(ReportingDbContext reporting, CancellationToken cancellationToken) =>
        reporting.BulkInsertAsync(_added, cancellationToken);
}
