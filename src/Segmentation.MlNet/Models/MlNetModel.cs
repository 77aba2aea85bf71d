using Microsoft.ML;
using Microsoft.ML.Data;
using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Models;

/// <summary>Scores by ML.NET, a whole table in one pass of a cursor for each of ML.NET's models.</summary>
internal sealed class MlNetModel : IModelInOwnFile
{
    // A probability in single precision keeps its digits down to 1e-38; from well above that the terms themselves are asked.
    private const float LeastProbability = 1e-30f;
    private const string ScoreColumn = "Score";

    private readonly MLContext _context;
    private readonly IReadOnlyList<ITransformer> _transformers;
    private readonly FeatureSlots _slots;
    private readonly MlNetModelHeader _header;
    private readonly ColumnContributions? _behindProbabilities;

    /// <param name="behindProbabilities">Given when scores are probabilities: the terms whose softmax they are.</param>
    public MlNetModel(
        MLContext context, IReadOnlyList<ITransformer> transformers, FeatureSlots slots, MlNetModelHeader header, ColumnContributions? behindProbabilities)
    {
        _context = context;
        _transformers = transformers;
        _slots = slots;
        _header = header;
        _behindProbabilities = behindProbabilities;
    }

    public ModelSchema Schema => _header.Schema;

    public void Score(FeatureTable table, Span<float> logits)
    {
        if (!Schema.Matches(table.Schema))
            throw new ArgumentException("The table has other columns than the model.", nameof(table));
        if (logits.Length != table.RowCount * Schema.Segments.Count)
            throw new ArgumentException($"There are {table.RowCount} rows of {Schema.Segments.Count} logits, and room for {logits.Length}.", nameof(logits));

        logits.Fill((float)_header.UnseenLogit);
        var view = new RowsView(table, _slots);
        if (_transformers.Count == 1)
        {
            ReadVectors(_transformers[0].Transform(view), table, logits);
            return;
        }

        foreach (var (index, transformer) in _transformers.Index())
            ReadScalars(transformer.Transform(view), _header.Learned[index], logits);
    }

    public void Write(Stream stream)
    {
        var noRows = new FeatureTable(Schema, [.. Schema.Columns.Select(_ => Array.Empty<float>())], 0);
        ModelFile.Write(_context, stream, _header, _transformers, new RowsView(noRows, _slots).Schema);
    }

    private void ReadVectors(IDataView scored, FeatureTable table, Span<float> logits)
    {
        var segmentCount = Schema.Segments.Count;
        var scores = new float[_header.Learned.Length];
        var features = new float[Schema.Columns.Count];
        var column = scored.Schema[ScoreColumn];
        using var cursor = scored.GetRowCursor([column]);
        var getScores = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            getScores(ref buffer);
            buffer.CopyTo(scores);
            var target = logits.Slice(row * segmentCount, segmentCount);
            if (_behindProbabilities is null)
            {
                Place(scores, target);
            }
            else if (scores.AsSpan().IndexOfAnyExceptInRange(LeastProbability, 1f) < 0)
            {
                ToCentredLogarithms(scores);
                Place(scores, target);
            }
            else
            {
                table.CopyRow(row, features);
                _behindProbabilities.Sum(features, target);
            }
        }
    }

    private void ReadScalars(IDataView scored, int segment, Span<float> logits)
    {
        var segmentCount = Schema.Segments.Count;
        var column = scored.Schema[ScoreColumn];
        using var cursor = scored.GetRowCursor([column]);
        var getScore = cursor.GetGetter<float>(column);
        for (var row = 0; cursor.MoveNext(); row++)
            getScore(ref logits[(row * segmentCount) + segment]);
    }

    private void Place(ReadOnlySpan<float> scores, Span<float> logits)
    {
        for (var index = 0; index < scores.Length; index++)
            logits[_header.Learned[index]] = scores[index];
    }

    private static void ToCentredLogarithms(Span<float> probabilities)
    {
        double sum = 0;
        foreach (var probability in probabilities)
            sum += Math.Log(probability);
        var mean = sum / probabilities.Length;
        foreach (ref var probability in probabilities)
            probability = (float)(Math.Log(probability) - mean);
    }
}
