"""Trains and scores the peers on the file the bench exported, and prints one JSON object a line.

usage: peers.py FOLDER ROUNDS ETA TRAINING_ROWS THREADS
"""
import json
import sys
import time

import numpy as np


def log_loss(probabilities, labels):
    return float(-np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-15)).mean())


def tell(**figures):
    print(json.dumps(figures), flush=True)


def run_xgboost(rows, labels, rounds, eta, count, threads):
    import xgboost

    data = xgboost.DMatrix(rows[:count], labels[:count])
    settings = {
        "tree_method": "hist", "max_depth": 2, "eta": eta, "objective": "multi:softprob",
        "num_class": int(labels.max()) + 1, "nthread": threads, "seed": 1,
    }
    started = time.perf_counter()
    model = xgboost.train(settings, data, rounds)
    trained = time.perf_counter() - started
    loss = log_loss(model.inplace_predict(rows[count:]), labels[count:])

    # One thread, the whole file, the quickest way in there is: no matrix is built from the array.
    model.set_param({"nthread": 1})
    best = min(seconds(lambda: model.inplace_predict(rows)) for _ in range(3))
    tell(peer=f"xgboost {xgboost.__version__}", trainSeconds=trained, logLoss=loss, rowsPerSecond=len(rows) / best)


def run_sklearn(rows, labels, rounds, eta, count):
    import sklearn
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=rounds, max_depth=2, learning_rate=eta, early_stopping=False, random_state=1)
    started = time.perf_counter()
    model.fit(rows[:count], labels[:count])
    trained = time.perf_counter() - started
    started = time.perf_counter()
    probabilities = model.predict_proba(rows[count:])
    predicted = time.perf_counter() - started
    tell(peer=f"sklearn {sklearn.__version__}", trainSeconds=trained, logLoss=log_loss(probabilities, labels[count:]), rowsPerSecond=(len(rows) - count) / predicted)


def seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    folder, rounds, eta, count, threads = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    features, segments = np.load(f"{folder}/rows.npy"), np.load(f"{folder}/labels.npy")
    run_xgboost(features, segments, rounds, eta, count, threads)
    run_sklearn(features, segments, rounds, eta, count)
