// Package evaluate measures how well searches find: it reads documents and
// topics, types the topics in the ways readers type, asks the product or one of
// three plain baselines, and gives the figures of the trade (MAP, P@1, R@10,
// MRR@10, latency). It also makes topics out of articles. It leaves opening
// archives to its caller and judges nothing: goals are its reader's.
package evaluate
